package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JoinTlsTest {
  private final Cluster cluster = new Cluster("cluster-a");
  private final Cluster stranger = new Cluster("cluster-b");
  private final JoinTls join = JoinTls.forJoin(cluster.root().digest(), Cluster.CLOCK);

  @Test
  void aHostWithATokenReachesTheManagerInTwoSteps() throws Exception {
    var server = cluster.tls(cluster.manager("m1")).serverContext(PeerGate.NODES);

    try (Link first = Link.open(server, join.anyServer())) {
      assertThat(first.seenByServer()).as("a joining host has no certificate").isEmpty();
    }
    TrustedRoots roots = join.verify(cluster.root().certificatePem());
    try (Link second = Link.open(server, join.managersUnder(roots))) {
      assertThat(second.seenByClient().orElseThrow().nodeId()).isEqualTo("m1");
    }
  }

  @Test
  void theRootOfAnotherClusterIsNotTheTokens() {
    assertThatThrownBy(() -> join.verify(stranger.root().certificatePem()))
        .isInstanceOfSatisfying(
            PkiException.class,
            e ->
                assertThat(e.refusal())
                    .isEqualTo(
                        new PkiRefusal.WrongCa(cluster.root().digest(), stranger.root().digest())))
        .hasMessageContaining("someone in between");
  }

  @Test
  void anOwnRootSmuggledInBesideTheRightOneIsRefused() {
    String both = cluster.root().certificatePem() + stranger.root().certificatePem();

    assertThatThrownBy(() -> join.verify(both)).isInstanceOf(PkiException.class);
  }

  @Test
  void textThatIsNoRootIsRefused() throws Exception {
    String leaf = cluster.worker("w1").chainPem();

    assertThatThrownBy(() -> join.verify("no certificate")).isInstanceOf(PkiException.class);
    assertThatThrownBy(() -> join.verify(leaf)).hasMessageContaining("not a CA certificate");
  }

  @Test
  void theSecondStepRefusesWhoeverIsManagerRequiredUnderThatRoot() throws Exception {
    TrustedRoots roots = join.verify(cluster.root().certificatePem());
    var worker = cluster.tls(cluster.worker("w1")).serverContext(PeerGate.NODES);
    var foreigner = stranger.tls(stranger.manager("m9")).serverContext(PeerGate.NODES);

    assertThat(Link.refusal(worker, join.managersUnder(roots)))
        .isEqualTo(new PeerRefusal.ManagerRequired("w1"));
    assertThat(Link.refusal(foreigner, join.managersUnder(roots)))
        .isInstanceOf(PeerRefusal.UnknownCa.class);
  }
}
