package io.jswarm.worker.net.live;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.SwarmNetworkSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.NetStack;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.task.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two nodes with a cable between them, each a namespace with a data path of its own; closing
 * removes both.
 */
final class Site implements AutoCloseable {
  static final int UNDERLAY_MTU = 1500;
  private static final int PING_MILLIS = 5000;

  final Node one;
  final Node two;

  /** A machine. */
  static final class Node implements AutoCloseable {
    final String id;
    final NetNamespace namespace;
    private final Path directory;
    KernelDataPath dataPath;

    private Node(String id, Path directory) throws IOException {
      this.id = id;
      this.directory = directory;
      namespace = NetNamespace.create(directory.resolve("jsw-" + id));
      dataPath = open();
    }

    private KernelDataPath open() throws IOException {
      return KernelDataPath.open(id, directory.resolve(id), NetNamespace.open(file()));
    }

    private Path file() {
      return directory.resolve("jsw-" + id);
    }

    Path state() {
      return directory.resolve(id);
    }

    /** The daemon ends, and another one starts. */
    void restart() throws IOException {
      dataPath.close();
      dataPath = open();
    }

    /** Starts anew after a dismantling. */
    void reopen() throws IOException {
      dataPath = open();
    }

    /** All that the node's own namespace holds, and its rules, as text. */
    String all() throws IOException {
      return namespace.call(stack -> {
        List<String> lines = new ArrayList<>();
        stack.links().forEach(each -> lines.add(each.toString()));
        stack.addresses().stream()
            .filter(each -> !each.prefix().address().isLinkLocalAddress()) // made up, in its time
            .forEach(each -> lines.add(each.toString()));
        stack.neighbours().forEach(each -> lines.add(each.toString()));
        stack.routes().forEach(each -> lines.add(each.toString()));
        stack.rules().forEach(each -> lines.add(each.toString()));
        for (String path : List.of("ipv4/ip_forward", "ipv6/conf/all/forwarding")) {
          lines.add(stack.setting(path).toString());
        }
        lines.addAll(stack.nft().run("list ruleset").lines().toList());
        lines.sort(null); // tables and links are listed in the order they were made
        return String.join("\n", lines);
      });
    }

    String rulesOfDocker() throws IOException {
      return namespace.call(stack -> stack.nft().run("list chain ip filter DOCKER-USER"));
    }

    /** Those that are about the devices that encrypt. */
    List<String> rulesOfTunnels() throws IOException {
      return namespace.call(stack ->
          stack
              .nft()
              .run("list table ip jswarm")
              .lines()
              .map(String::strip)
              .filter(line -> line.contains("jsw-wg"))
              .toList());
    }

    /** Waits until the next comparison with the kernel was made. */
    void hearAgain() throws InterruptedException {
      CountDownLatch applied = new CountDownLatch(1);
      dataPath.check(applied::countDown);
      if (!applied.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the kernel was not looked at");
      }
    }

    /** Tells all there is to know and waits until the kernel follows. */
    void hear(NetworkFact... facts) throws InterruptedException {
      CountDownLatch applied = new CountDownLatch(1);
      dataPath.beginFacts();
      dataPath.facts(Arrays.asList(facts), List.of(), true, applied::countDown);
      if (!applied.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the facts were not applied");
      }
    }

    /** Makes a container on these networks; returns its namespace. */
    NetNamespace run(String containerId, NetworkAttachment... networks) throws IOException {
      NetworkMode mode = dataPath.join(containerId, task(containerId, networks), List.of());
      return NetNamespace.open(((NetworkMode.Joined) mode).namespace());
    }

    @Override
    public void close() throws IOException {
      try {
        dataPath.dismantle();
      } finally {
        namespace.close();
        NetNamespace.delete(file());
      }
    }
  }

  Site(Path directory) throws IOException {
    Rootless.skipIfSaid();
    one = new Node("node1", directory);
    two = new Node("node2", directory);
    Link.Peer peer = new Link.Peer("node2", "eth0", Mac.parse("02:00:00:00:00:02"));
    Link cable = Link.on("eth0", new Link.Veth(peer), Mac.parse("02:00:00:00:00:01"), UNDERLAY_MTU);
    one.namespace.run(stack -> stack.cable(cable, peer, one.namespace, two.namespace));
    plug(one.namespace, "192.0.2.1/24");
    plug(two.namespace, "192.0.2.2/24");
  }

  private static void plug(NetNamespace node, String address) throws IOException {
    node.run(stack -> {
      stack.put(new Address("eth0", Prefix.parse(address), Address.Scope.GLOBAL));
      stack.switchOn("eth0");
    });
  }

  static NetworkFact.Segment network(String id, int vni, String... subnets) {
    return new NetworkFact.Segment(
        id, id, vni, List.of(subnets), List.of(), false, false, 0, Defaults.DATA_PATH_PORT);
  }

  /** Both nodes and the fabric. */
  static List<NetworkFact> fabric() {
    return List.of(
        new NetworkFact.Peer("node1", "h1", "192.0.2.1", ""),
        new NetworkFact.Peer("node2", "h2", "192.0.2.2", ""),
        network(NetworkFact.FABRIC, 1, "100.64.0.0/10"),
        new NetworkFact.Block(NetworkFact.FABRIC, "100.64.1.0/24", "node1"),
        new NetworkFact.Block(NetworkFact.FABRIC, "100.64.2.0/24", "node2"));
  }

  static NetworkAttachment on(String networkId, String... addresses) {
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec(
            networkId, Map.of(), null, false, false, false, false, null, null, "swarm");
    return new NetworkAttachment(
        new SwarmNetwork(
            networkId, Version.ZERO, Sample.NOON, Sample.NOON, spec, Driver.DEFAULT, null),
        List.of(addresses));
  }

  private static Task task(String containerId, NetworkAttachment... networks) {
    TaskStatus status = TaskStatus.of(TaskState.PREPARING, Sample.NOON, "preparing");
    return Sample.task("task-" + containerId, TaskState.RUNNING, status)
        .withNetworksAttachments(List.of(networks));
  }

  /** Whether an address answers pings from a namespace. */
  static boolean reaches(NetNamespace from, String address) throws IOException {
    return from.call(stack -> InetAddress.ofLiteral(address).isReachable(PING_MILLIS));
  }

  /** Whether an address is refused, unreachable or silent when it is pinged for a moment. */
  static boolean misses(NetNamespace from, String address) throws IOException {
    try {
      return from.call(stack -> !InetAddress.ofLiteral(address).isReachable(300));
    } catch (SocketException _) {
      return true;
    }
  }

  static Optional<Link> device(NetNamespace namespace, String name) throws IOException {
    return namespace.call(NetStack::links).stream()
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    try {
      one.close();
    } finally {
      two.close();
    }
  }
}
