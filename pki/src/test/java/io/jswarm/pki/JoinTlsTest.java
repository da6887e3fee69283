package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JoinTlsTest {
  private final Cluster cluster = new Cluster("cluster-a");
  private final Cluster stranger = new Cluster("cluster-b");
  private final JoinTls join = JoinTls.forJoin(cluster.root().digest(), Cluster.CLOCK);

  @Test
  void aHostWithATokenTrustsTheManagerItMetOnceTheRootIsVerified() throws Exception {
    var server = cluster.tls(cluster.manager("m1")).serverContext(PeerGate.NODES);

    try (Link first = Link.open(server, join.context())) {
      assertThat(first.seenByServer()).as("a joining host has no certificate").isEmpty();
      assertThat(join.verify(cluster.root().certificatePem()).digest())
          .isEqualTo(cluster.root().digest());
    }
    try (Link second = Link.open(server, join.context())) {
      assertThat(second.seenByClient().orElseThrow().nodeId()).isEqualTo("m1");
    }
  }

  @Test
  void whoHandsOutTheRightRootWithoutBeingAManagerUnderItGetsNoToken() throws Exception {
    var foreigner = stranger.tls(stranger.manager("m9")).serverContext(PeerGate.NODES);
    Link.open(foreigner, join.context()).close();

    assertThatThrownBy(() -> join.verify(cluster.root().certificatePem()))
        .isInstanceOfSatisfying(
            PkiException.class,
            e -> assertThat(e.refusal()).isInstanceOf(PeerRefusal.UnknownCa.class));
  }

  @Test
  void oneBadServerAmongThoseMetIsEnoughToRefuse() throws Exception {
    var manager = cluster.tls(cluster.manager("m1")).serverContext(PeerGate.NODES);
    var worker = cluster.tls(cluster.worker("w1")).serverContext(PeerGate.NODES);
    Link.open(manager, join.context()).close();
    Link.open(worker, join.context()).close();

    assertThatThrownBy(() -> join.verify(cluster.root().certificatePem()))
        .isInstanceOfSatisfying(
            PkiException.class,
            e -> assertThat(e.refusal()).isEqualTo(new PeerRefusal.ManagerRequired("w1")));
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
  void onceTheRootIsVerifiedOnlyManagersUnderItGetThroughTheHandshake() throws Exception {
    join.verify(cluster.root().certificatePem());
    var worker = cluster.tls(cluster.worker("w1")).serverContext(PeerGate.NODES);
    var foreigner = stranger.tls(stranger.manager("m9")).serverContext(PeerGate.NODES);

    assertThat(Link.refusal(worker, join.context()))
        .isEqualTo(new PeerRefusal.ManagerRequired("w1"));
    assertThat(Link.refusal(foreigner, join.context())).isInstanceOf(PeerRefusal.UnknownCa.class);
  }
}
