package io.jswarm.overlaynet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetStackTest {
  private static final Mac TUNNEL_MAC = Mac.parse("02:dc:00:00:00:01");
  private static final Mac FAR_MAC = Mac.parse("02:dc:00:00:00:02");
  private static final Link TUNNEL =
      Link.on("vx", new Link.Vxlan(4097, ip("192.0.2.1"), 4789), TUNNEL_MAC, 1450);
  private static final Link CABLE =
      Link.on(
          "jso1",
          new Link.Veth(new Link.Peer("c", "eth0", Mac.parse("02:42:0a:00:00:02"))),
          Mac.GATEWAY,
          1450);

  @TempDir private Path directory;
  private Sandboxes sandboxes;

  @BeforeEach
  void prepare() {
    sandboxes = new Sandboxes(directory);
  }

  @AfterEach
  void removeAll() throws IOException {
    sandboxes.close();
  }

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static void put(NetNamespace namespace, Entry entry) throws IOException {
    namespace.run(stack -> {
      stack.put(entry);
    });
  }

  /** A namespace with a tunnel {@code vx} whose outer packets travel in another. */
  private NetNamespace withTunnel() throws IOException {
    NetNamespace host = sandboxes.create("host");
    NetNamespace sandbox = sandboxes.create("sandbox");
    host.run(stack -> {
      stack.tunnel(TUNNEL, (Link.Vxlan) TUNNEL.kind(), sandbox);
    });
    put(sandbox, TUNNEL);
    return sandbox;
  }

  private static List<Entry> all(NetStack stack) throws IOException {
    List<Entry> all = new ArrayList<>();
    all.addAll(stack.addresses());
    all.addAll(stack.routes());
    all.addAll(stack.neighbours());
    all.addAll(stack.forwardings("vx"));
    all.addAll(stack.rules());
    return all;
  }

  @Test
  void aTunnelIsReadBackAsItWasMade() throws IOException {
    NetNamespace sandbox = withTunnel();

    assertThat(sandbox.call(NetStack::links)).contains(TUNNEL);
  }

  @Test
  void everyEntryIsReadBackAsItWasPutAndGoneWhenRemoved() throws IOException {
    NetNamespace sandbox = withTunnel();
    List<Entry> entries =
        List.of(
            new Address("vx", Prefix.parse("10.1.1.0/32"), Address.Scope.GLOBAL),
            new Address("lo", Prefix.parse("169.254.1.1/32"), Address.Scope.LINK),
            new Address("vx", Prefix.parse("fd00:1::100/128"), Address.Scope.GLOBAL),
            new Neighbour("vx", ip("10.1.2.0"), FAR_MAC),
            new Neighbour("vx", ip("fd00:1::200"), FAR_MAC),
            new Forwarding("vx", FAR_MAC, ip("192.0.2.2")),
            Route.main(Prefix.parse("10.1.2.0/24"), new Route.Via(ip("10.1.2.0"), "vx", null)),
            Route.main(
                Prefix.parse("10.1.3.7/32"), new Route.Via(ip("10.1.2.0"), "vx", ip("10.1.1.0"))),
            Route.main(Prefix.parse("10.1.4.7/32"), new Route.Direct("vx", ip("10.1.1.0"))),
            Route.main(
                Prefix.parse("fd00:1::200/120"), new Route.Via(ip("fd00:1::200"), "vx", null)),
            Route.main(Prefix.parse("fd00:1::707/128"), new Route.Direct("vx", null)),
            new Route(Prefix.parse("10.1.1.0/24"), new Route.Unreachable(), Route.MAIN, 9999),
            new Route(Prefix.parse("fd00:1::100/120"), new Route.Unreachable(), Route.MAIN, 9999),
            new Route(
                Prefix.parse("10.1.255.0/24"), new Route.Here("lo"), Route.LOCAL, Route.METRIC),
            new Route(
                Prefix.parse("fd00:1::ff00/120"), new Route.Here("lo"), Route.LOCAL, Route.METRIC),
            new Route(
                Prefix.parse("0.0.0.0/0"), new Route.Via(ip("10.1.2.0"), "vx", null), 1000, 1),
            new Route(Prefix.parse("::/0"), new Route.Via(ip("fd00:1::200"), "vx", null), 1000, 1),
            new MarkRule(MarkRule.Family.V4, 100, 0x10000, 0x10000, 1000),
            new MarkRule(MarkRule.Family.V6, 100, 0x10000, 0x10000, 1000));

    for (Entry each : entries) {
      put(sandbox, each);
    }
    assertThat(sandbox.call(NetStackTest::all)).containsAll(entries);

    for (Entry each : entries.reversed()) {
      sandbox.run(stack -> {
        stack.remove(each);
        stack.remove(each);
      });
    }
    assertThat(sandbox.call(NetStackTest::all)).doesNotContainAnyElementsOf(entries);
  }

  @Test
  void whatIsPutTakesThePlaceOfWhatWasThere() throws IOException {
    NetNamespace sandbox = withTunnel();
    put(sandbox, new Forwarding("vx", FAR_MAC, ip("192.0.2.2")));
    put(sandbox, new Forwarding("vx", FAR_MAC, ip("192.0.2.3")));
    put(sandbox, new Neighbour("vx", ip("10.1.2.0"), TUNNEL_MAC));
    put(sandbox, new Neighbour("vx", ip("10.1.2.0"), FAR_MAC));
    Prefix block = Prefix.parse("10.1.2.0/24");
    put(sandbox, Route.main(block, new Route.Unreachable()));
    put(sandbox, Route.main(block, new Route.Via(ip("10.1.2.0"), "vx", null)));

    List<Forwarding> forwardings = sandbox.call(stack -> stack.forwardings("vx"));
    assertThat(forwardings).containsExactly(new Forwarding("vx", FAR_MAC, ip("192.0.2.3")));
    assertThat(sandbox.call(NetStack::neighbours))
        .containsExactly(new Neighbour("vx", ip("10.1.2.0"), FAR_MAC));
    assertThat(sandbox.call(NetStack::routes))
        .containsExactly(Route.main(block, new Route.Via(ip("10.1.2.0"), "vx", null)));
  }

  @Test
  void aCableJoinsTwoNamespaces() throws IOException {
    NetNamespace host = sandboxes.create("host");
    NetNamespace container = sandboxes.create("c");
    Link.Peer peer = new Link.Peer("c", "eth0", Mac.parse("02:42:0a:00:00:02"));
    host.run(stack -> {
      stack.cable(CABLE, peer, host, container);
    });
    put(host, CABLE);

    assertThat(container.call(NetStack::links))
        .extracting(Link::name)
        .containsExactlyInAnyOrder("lo", "eth0");
    Link end = Link.on("eth0", new Link.Veth(null), peer.mac(), 1450);
    put(container, end);
    assertThat(container.call(NetStack::links)).contains(end);
    assertThat(host.call(NetStack::links))
        .contains(Link.on("jso1", new Link.Veth(null), Mac.GATEWAY, 1450));

    host.run(stack -> {
      stack.remove(CABLE);
    });
    assertThat(container.call(NetStack::links)).extracting(Link::name).containsExactly("lo");
  }

  @Test
  void aRefusalNamesTheObjectTheNamespaceAndTheKernelsReason() throws IOException {
    NetNamespace sandbox = withTunnel();

    assertThatThrownBy(() ->
            put(
                sandbox,
                Route.main(
                    Prefix.parse("10.9.0.0/16"), new Route.Via(ip("127.0.0.1"), "vx", null))))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("route 10.9.0.0/16")
        .hasMessageContaining("jsw-sandbox")
        .hasMessageContaining("Nexthop has invalid gateway");
    assertThatThrownBy(() -> put(sandbox, new Neighbour("eth9", ip("10.1.2.0"), FAR_MAC)))
        .hasMessageContaining("eth9")
        .hasMessageContaining("no such device");
  }

  @Test
  void aLongListIsReadWhole() throws IOException {
    NetNamespace sandbox = withTunnel();
    sandbox.run(stack -> {
      for (int i = 0; i < 500; i++) {
        stack.put(
            Route.main(
                Prefix.parse("10.%d.%d.0/24".formatted(i / 250, i % 250)),
                new Route.Unreachable()));
      }
    });

    assertThat(sandbox.call(NetStack::routes)).hasSize(500).doesNotHaveDuplicates();
  }
}
