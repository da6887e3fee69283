package io.jswarm.overlaynet.wireguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunnelPlanTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final NodeKeys OWN = NodeKeys.make(RANDOM, Instant.EPOCH);
  private static final NodeKeys OTHER = NodeKeys.make(RANDOM, Instant.EPOCH);
  private static final InetAddress OWN_INNER = InetAddress.ofLiteral("198.18.0.8");
  private static final InetAddress OTHER_INNER = InetAddress.ofLiteral("198.18.0.16");

  private final List<NetworkFact> facts =
      new ArrayList<>(
          List.of(
              segment(NetworkFact.FABRIC, "100.64.0.0/10", false),
              segment("plain", "10.0.1.0/24", false),
              new Peer("n1", "one", "192.0.2.1", OWN.announcement()),
              new Peer("n2", "two", "2001:db8::2", OTHER.announcement()),
              new Peer("n3", "three", "192.0.2.3", ""),
              new Block(NetworkFact.FABRIC, "100.64.1.0/24", "n1"),
              new Block(NetworkFact.FABRIC, "100.64.9.0/24", "n2"),
              new Block(NetworkFact.FABRIC, "100.64.2.0/24", "n2"),
              new Block(NetworkFact.FABRIC, "100.65.0.0/24", "n3")));

  private TunnelPlan plan() {
    return TunnelPlan.of("n1", Facts.NONE.with(facts, List.of()), OWN);
  }

  private void shareSecretsWith(String nodeId) {
    facts.add(segment("secret", "10.0.2.0/24", true));
    facts.add(new Block("secret", "10.0.2.64/27", "n1"));
    facts.add(new Block("secret", "10.0.2.96/27", nodeId));
  }

  @Test
  void aNodeThatSharesOnlyOpenNetworksHasNoTunnel() {
    facts.add(new Block("plain", "10.0.1.64/27", "n1"));
    facts.add(new Block("plain", "10.0.1.96/27", "n2"));
    assertThat(plan()).isEqualTo(TunnelPlan.NONE);
  }

  @Test
  void thereAreTwoTunnelsToEachNodeOnAnEncryptedNetwork() {
    shareSecretsWith("n2");
    TunnelPlan plan = plan();
    assertThat(plan.outer().local()).isEqualTo(OWN_INNER);
    assertThat(plan.outer().nodes()).containsOnlyKeys("n2").containsValue(OTHER_INNER);
    assertThat(plan.tunnels())
        .containsExactly(
            new Tunnel("jsw-wg0", 51820, OWN.even(), List.of(peer(OTHER.even()))),
            new Tunnel("jsw-wg1", 51821, OWN.odd(), List.of(peer(OTHER.odd()))));
  }

  @Test
  void packetsLeaveByTheTunnelWhoseTurnItIsOrNotAtAll() {
    shareSecretsWith("n2");
    Underlay underlay = new Underlay(InetAddress.ofLiteral("192.0.2.1"), 1500, true, true);
    List<Entry> entries = plan().onHost(1, underlay);
    assertThat(entries)
        .contains(
            new Address("jsw0", Prefix.of(OWN_INNER), Address.Scope.LINK),
            Route.main(Prefix.of(OTHER_INNER), new Route.Direct("jsw-wg1", OWN_INNER)));
    assertThat(plan().closed().onHost(1, underlay))
        .filteredOn(Route.class::isInstance)
        .extracting(entry -> ((Route) entry).way())
        .containsExactly(new Route.Unreachable());
  }

  @Test
  void aNodeWithoutKeysIsNamedAndNotTalkedTo() {
    shareSecretsWith("n3");
    TunnelPlan plan = plan();
    assertThat(plan.keyless()).containsExactly("three");
    assertThat(plan.outer().nodes()).isEmpty();
    assertThat(plan.tunnels()).hasSize(2).allMatch(tunnel -> tunnel.peers().isEmpty());
  }

  @Test
  void nodesThatWouldHaveOneAddressInsideAreNotTalkedTo() {
    facts.add(new Block(NetworkFact.FABRIC, "100.64.2.16/28", "n4"));
    facts.add(new Peer("n4", "four", "192.0.2.4", OTHER.announcement()));
    shareSecretsWith("n2");
    assertThat(plan().outer().nodes()).isEmpty();
  }

  @Test
  void noTwoBlocksOfAFabricShareAnInnerAddress() {
    Set<InetAddress> seen = new HashSet<>();
    Prefix usual = Prefix.parse("100.64.0.0/10");
    for (int block = 0; block < 1 << 14; block++) {
      Inet4Address first = address("100." + (64 + (block >> 8)) + "." + (block & 255) + ".0");
      assertThat(seen.add(Inner.of(first, usual).orElseThrow())).isTrue();
    }
    Prefix small = Prefix.parse("172.30.16.0/20");
    assertThat(Inner.of(address("172.30.16.64"), small))
        .contains(InetAddress.ofLiteral("198.18.0.64"));
    assertThat(Inner.of(address("172.30.32.0"), small)).isEmpty();
    assertThat(Inner.of(address("172.30.15.0"), small)).isEmpty();
  }

  private static Inet4Address address(String text) {
    return (Inet4Address) InetAddress.ofLiteral(text);
  }

  private static Tunnel.Peer peer(KeyPair key) {
    return new Tunnel.Peer(key.publicKey(), InetAddress.ofLiteral("2001:db8::2"), OTHER_INNER);
  }

  private static Segment segment(String id, String subnet, boolean encrypted) {
    return new Segment(
        id, id, 4096, List.of(subnet), List.of(), false, encrypted, 0, Defaults.DATA_PATH_PORT);
  }
}
