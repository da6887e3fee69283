package io.jswarm.overlaynet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final Segment NET = Cluster.segment(Cluster.NET, 4097, "10.0.0.0/16");

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static List<Entry> sandbox(Facts facts, Segment segment, Join... joins) {
    return sandbox(facts, segment, Outer.CLOSED, joins);
  }

  private static List<Entry> sandbox(Facts facts, Segment segment, Outer secret, Join... joins) {
    return SandboxPlan.of(facts, "n1", segment, Cluster.underlay(false), secret, List.of(joins));
  }

  private static Route via(String to, String gateway, String source) {
    return Route.main(Prefix.parse(to), new Route.Via(ip(gateway), "vx", ip(source)));
  }

  @Test
  void anotherNodeIsOneNeighbourOneForwardingEntryAndARouteForEachBlock() {
    Facts facts =
        Cluster.with(
            NET,
            new Block(Cluster.NET, "10.0.1.0/24", "n1"),
            new Block(Cluster.NET, "10.0.2.0/24", "n2"),
            new Block(Cluster.NET, "10.0.9.0/24", "n2"));
    Mac mac = Names.tunnelMac(Cluster.NET, "n2");

    assertThat(sandbox(facts, NET))
        .contains(
            new Neighbour("vx", ip("10.0.2.0"), mac),
            new Forwarding("vx", mac, ip("192.0.2.2")),
            via("10.0.2.0/24", "10.0.2.0", "10.0.1.0"),
            via("10.0.9.0/24", "10.0.2.0", "10.0.1.0"),
            new Address("vx", Prefix.parse("10.0.1.0/32"), Address.Scope.GLOBAL),
            new Route(Prefix.parse("10.0.1.0/24"), new Route.Unreachable(), Route.MAIN, 9999))
        .filteredOn(Forwarding.class::isInstance)
        .hasSize(1);
  }

  @Test
  void aNodeWithSingleAddressesOnlyIsKnownByItsAddressOnTheFabric() {
    Facts facts =
        Cluster.with(
            NET,
            new Block(Cluster.NET, "10.0.1.7/32", "n1"),
            new Block(Cluster.NET, "10.0.2.7/32", "n2"));

    assertThat(sandbox(facts, NET))
        .contains(
            new Address("vx", Prefix.parse("100.64.1.0/32"), Address.Scope.GLOBAL),
            via("10.0.2.7/32", "100.64.2.0", "100.64.1.0"),
            via("100.64.2.0/32", "100.64.2.0", "100.64.1.0"))
        .noneMatch(each -> each instanceof Route route && route.way() instanceof Route.Unreachable);
  }

  @Test
  void aNodeThatIsGoneIsNotSpokenTo() {
    Facts facts =
        Cluster.with(
            NET,
            new Block(Cluster.NET, "10.0.1.0/24", "n1"),
            new Block(Cluster.NET, "10.0.7.0/24", "n7"));

    assertThat(sandbox(facts, NET)).noneMatch(Forwarding.class::isInstance);
  }

  @Test
  void anEncryptedNetworkTakesTheEncryptedWayOrNone() {
    Segment secret =
        new Segment(
            Cluster.NET,
            "net",
            4097,
            List.of("10.0.0.0/16"),
            List.of(),
            false,
            true,
            0,
            Defaults.DATA_PATH_PORT);
    Facts facts =
        Cluster.with(
            secret,
            new Block(Cluster.NET, "10.0.1.0/24", "n1"),
            new Block(Cluster.NET, "10.0.2.0/24", "n2"));

    assertThat(sandbox(facts, secret)).noneMatch(Forwarding.class::isInstance);

    InetAddress own = ip("198.18.0.8");
    InetAddress other = ip("198.18.0.16");
    Outer tunnels = new Outer(own, new TreeMap<>(Map.of("n2", other)));
    assertThat(sandbox(facts, secret, tunnels))
        .filteredOn(Forwarding.class::isInstance)
        .extracting(entry -> ((Forwarding) entry).node())
        .containsExactly(other);
    assertThat(sandbox(facts, secret, tunnels))
        .filteredOn(Link.class::isInstance)
        .extracting(entry -> ((Link) entry).kind())
        .containsExactly(new Link.Vxlan(4097, own, Defaults.DATA_PATH_PORT));
  }

  @Test
  void packetsAreAsLongAsTheUnderlayAllowsUnlessTheNetworkSaysOtherwise() {
    Underlay v4 = Cluster.underlay(true);
    Underlay v6 = new Underlay(ip("2001:db8::1"), 1500, true, false);
    Segment encrypted =
        new Segment("e", "e", 4098, List.of(), List.of(), false, true, 0, Defaults.DATA_PATH_PORT);
    Segment given =
        new Segment(
            "g", "g", 4099, List.of(), List.of(), false, false, 1200, Defaults.DATA_PATH_PORT);

    assertThat(v4.mtu(NET)).isEqualTo(1450);
    assertThat(v6.mtu(NET)).isEqualTo(1430);
    assertThat(v4.mtu(encrypted)).isEqualTo(1370);
    assertThat(v6.mtu(encrypted)).isEqualTo(1370);
    assertThat(v4.mtu(given)).isEqualTo(1200);
  }

  @Test
  void aContainerReachesItsNetworksThroughTheirDevicesAndTheRestThroughTheFabric() {
    Join join =
        Cluster.join(
            Cluster.on(Cluster.NET, "10.0.1.2"), Cluster.on(NetworkFact.FABRIC, "100.64.1.2"));

    List<Entry> entries = ContainerEnds.of(Cluster.with(NET), Cluster.underlay(false), join);

    assertThat(entries)
        .contains(
            Link.on("eth0", new Link.Veth(null), Mac.parse("02:42:0a:00:01:02"), 1450),
            new Route(
                Prefix.parse("10.0.0.0/16"),
                new Route.Via(Names.GATEWAY, "eth0", ip("10.0.1.2")),
                Route.MAIN,
                1024),
            new Route(
                Prefix.parse("0.0.0.0/0"),
                new Route.Via(Names.GATEWAY, "eth1", ip("100.64.1.2")),
                Route.MAIN,
                1025));
  }

  @Test
  void aContainerWithoutTheFabricHasNoWayOutButReachesItsNameServer() {
    Join join = Cluster.join(Cluster.on(Cluster.NET, "10.0.1.2"));

    List<Entry> entries = ContainerEnds.of(Cluster.with(NET), Cluster.underlay(false), join);

    assertThat(entries)
        .contains(Route.main(Prefix.of(Names.GATEWAY), new Route.Direct("eth0", ip("10.0.1.2"))))
        .noneMatch(each -> each instanceof Route route && route.destination().length() == 0);
  }

  @Test
  void nothingIsDoneWhileNothingIsKnownOfTheFabric() {
    assertThat(HostPlan.of(Facts.NONE, "n1", Cluster.underlay(true), List.of())).isEmpty();
  }

  @Test
  void whatOthersMadeIsNotOurs() {
    assertThat(HostPlan.isOurs(Link.on("eth0", new Link.Foreign(""), Mac.GATEWAY, 1500))).isFalse();
    assertThat(
            HostPlan.isOurs(
                new Address("docker0", Prefix.parse("172.17.0.1/16"), Address.Scope.GLOBAL)))
        .isFalse();
    assertThat(HostPlan.isOurs(new Address("jsw0", Prefix.parse("fe80::7/64"), Address.Scope.LINK)))
        .as("made up by the kernel")
        .isFalse();
    assertThat(HostPlan.isOurs(new Neighbour("jsf123", ip("100.64.1.2"), Mac.GATEWAY))).isTrue();
  }

  @Test
  void aLaterFactReplacesTheOneOfItsKey() {
    Facts facts =
        Cluster.with(new Block(Cluster.NET, "10.0.1.0/24", "n1"))
            .with(List.of(new Block(Cluster.NET, "10.0.1.0/24", "n2")), List.of("peer/n3"));

    assertThat(facts.blocks(Cluster.NET))
        .containsExactly(new Block(Cluster.NET, "10.0.1.0/24", "n2"));
    assertThat(facts.peer("n3")).isEmpty();
    assertThat(facts.peer("n1")).isPresent();
  }
}
