package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;

class TlsIdentityTest {
  private final Cluster cluster = new Cluster("cluster-a");
  private final Cluster stranger = new Cluster("cluster-b");

  @Test
  void managersAndWorkersConnectAndSeeWhoTheOtherIs() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));

    try (Link link = Link.open(manager.serverContext(PeerGate.NODES), worker.forNode())) {
      assertThat(link.protocol()).isEqualTo("TLSv1.3");
      assertThat(link.seenByServer()).contains(worker.current().asPeer());
      assertThat(link.seenByClient()).contains(manager.current().asPeer());
      assertThat(link.seenByServer().orElseThrow().role()).isEqualTo(CertificateRole.WORKER);
    }
  }

  @Test
  void aServerRefusesANodeOfAnotherRoot() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    NodeIdentity foreign = stranger.worker("w1");
    // The foreign node trusts our root, so that only the server can be the one to refuse.
    NodeIdentity trusting =
        NodeIdentity.of(
            foreign.privateKey(),
            foreign.chainPem(),
            TrustedRoots.fromPem(
                stranger.root().certificatePem() + cluster.root().certificatePem()));

    assertThat(
            Link.refusal(
                manager.serverContext(PeerGate.NODES),
                Contexts.of(
                    cluster.tls(trusting).keyManager(),
                    JoinTls.forJoin(cluster.root().digest(), Cluster.CLOCK).trustManager())))
        .isInstanceOf(PeerRefusal.UnknownCa.class);
  }

  @Test
  void aNodeRefusesAManagerOfAnotherRoot() throws Exception {
    TlsIdentity foreignManager = stranger.tls(stranger.manager("m1"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));

    assertThat(Link.refusal(foreignManager.serverContext(PeerGate.NODES), worker.forNode()))
        .isInstanceOf(PeerRefusal.UnknownCa.class);
  }

  @Test
  void aNodeRefusesAServerThatIsManagerRequired() throws Exception {
    TlsIdentity impostor = cluster.tls(cluster.worker("w2"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));

    assertThat(Link.refusal(impostor.serverContext(PeerGate.NODES), worker.forNode()))
        .isEqualTo(new PeerRefusal.ManagerRequired("w2"));
  }

  @Test
  void aServerForManagersRefusesAWorker() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));

    assertThat(Link.refusal(manager.serverContext(PeerGate.MANAGERS), worker.forNode()))
        .isEqualTo(new PeerRefusal.ManagerRequired("w1"));
  }

  @Test
  void aClusterIdOtherThanOursIsRefusedEvenUnderOurRoot() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    NodeIdentity other =
        cluster.signed(
            new Subject("w1", CertificateRole.WORKER, "cluster-x"),
            Cluster.NOW,
            Duration.ofDays(1));

    assertThat(
            Link.refusal(
                manager.serverContext(PeerGate.NODES),
                Contexts.of(
                    cluster.tls(other).keyManager(),
                    JoinTls.forJoin(cluster.root().digest(), Cluster.CLOCK).trustManager())))
        .isEqualTo(new PeerRefusal.WrongCluster("w1", "cluster-x", "cluster-a"));
  }

  @Test
  void anExpiredCertificateIsCalledExpired() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    NodeIdentity expired =
        cluster.node(
            "w1",
            CertificateRole.WORKER,
            Cluster.NOW.minus(Duration.ofHours(2)),
            Duration.ofMinutes(90));

    assertThat(Link.refusal(manager.serverContext(PeerGate.NODES), cluster.tls(expired).forNode()))
        .isEqualTo(new PeerRefusal.CertificateExpired("w1", expired.certificateEnd(), Cluster.NOW));
    assertThat(expired.refusalAt(Cluster.NOW)).isPresent();
  }

  @Test
  void aClockThatIsFarBehindIsTold() throws Exception {
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));
    TlsIdentity late =
        new TlsIdentity(
            cluster.manager("m1"), InstantSource.fixed(Cluster.NOW.minus(Duration.ofHours(3))));

    assertThat(Link.refusal(late.serverContext(PeerGate.NODES), worker.forNode()))
        .isInstanceOf(PeerRefusal.CertificateNotYetValid.class);
  }

  @Test
  void aNodeRevokedAfterItConnectedIsNotLetInAgain() throws Exception {
    TreeSet<String> revoked = new TreeSet<>();
    AtomicInteger asked = new AtomicInteger();
    PeerGate gate =
        peer -> {
          asked.incrementAndGet();
          return revoked.contains(peer.nodeId())
              ? Optional.of(new PeerRefusal.Revoked(peer.nodeId()))
              : Optional.empty();
        };
    var server = cluster.tls(cluster.manager("m1")).serverContext(PeerGate.NODES.and(gate));
    var client = cluster.tls(cluster.worker("w1")).forNode();
    try (SSLServerSocket listener = Link.listen(server)) {
      Link.open(listener, client).close();
      Link.open(listener, client).close();
      assertThat(asked).as("a resumed session would not ask").hasValue(2);

      revoked.add("w1");
      assertThat(Link.refusal(listener, client)).isEqualTo(new PeerRefusal.Revoked("w1"));
    }
  }

  @Test
  void aSwappedIdentityCountsForNewHandshakesAndLeavesOpenOnesAlone() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));
    var server = manager.serverContext(PeerGate.NODES);
    var client = worker.forNode();
    try (Link before = Link.open(server, client)) {
      worker.replace(cluster.manager("w1"));
      manager.replace(
          cluster.node(
              "m1", CertificateRole.MANAGER, Cluster.NOW.plusSeconds(9), Duration.ofDays(9)));

      try (Link after = Link.open(server, client)) {
        assertThat(after.seenByServer().orElseThrow().role()).isEqualTo(CertificateRole.MANAGER);
        assertThat(after.seenByClient()).contains(manager.current().asPeer());
        assertThat(before.carries()).isTrue();
        assertThat(before.seenByServer().orElseThrow().role()).isEqualTo(CertificateRole.WORKER);
      }
    }
  }

  @Test
  void aDroppedRootKeepsItsNodesOut() throws Exception {
    NodeIdentity ofOld = cluster.worker("w1");
    Cluster renewed = new Cluster("cluster-a");
    NodeIdentity ofNew = renewed.manager("m1");
    TrustedRoots both =
        new TrustedRoots(
            List.of(
                cluster.root().trustedRoots().certificates().getFirst(),
                renewed.root().trustedRoots().certificates().getFirst()));
    TlsIdentity manager = renewed.tls(NodeIdentity.of(ofNew.privateKey(), ofNew.chainPem(), both));
    TlsIdentity worker = cluster.tls(NodeIdentity.of(ofOld.privateKey(), ofOld.chainPem(), both));
    var client = worker.forNode();
    try (SSLServerSocket listener = Link.listen(manager.serverContext(PeerGate.NODES))) {
      Link.open(listener, client).close();

      manager.replace(ofNew);

      assertThat(Link.refusal(listener, client)).isInstanceOf(PeerRefusal.UnknownCa.class);
    }
  }

  @Test
  void tls12IsRefusedEvenWhenAnEngineAllowsIt() throws Exception {
    TlsIdentity manager = cluster.tls(cluster.manager("m1"));
    TlsIdentity worker = cluster.tls(cluster.worker("w1"));

    Link.Attempt attempt =
        Link.attempt(manager.serverContext(PeerGate.NODES), worker.forNode(), "TLSv1.2");

    assertThat(attempt)
        .isInstanceOfSatisfying(
            Link.Attempt.Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .containsExactly(new PeerRefusal.OldProtocol("TLSv1.2")));
  }

  @Test
  void theAliasOfTheGenerationBeforeTheNewestStillAnswers() throws Exception {
    NodeIdentity first = cluster.worker("w1");
    NodeIdentity second = cluster.worker("w1");
    NewestKeys keys = new NewestKeys(first);
    String alias = keys.getClientAliases("EC", null)[0];

    keys.replace(second);
    assertThat(keys.getPrivateKey(alias)).isEqualTo(first.privateKey());
    assertThat(keys.getCertificateChain(alias)).containsExactlyElementsOf(first.chain());

    keys.replace(cluster.worker("w1"));
    assertThat(keys.getPrivateKey(alias)).isNull();
    assertThat(keys.getCertificateChain(alias)).isNull();
  }
}
