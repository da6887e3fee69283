package io.jswarm.worker.net.live;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.ingress.table.Binding;
import io.jswarm.ingress.table.Host;
import io.jswarm.ingress.table.OtherNode;
import io.jswarm.ingress.table.Published;
import io.jswarm.overlaynet.balance.Sandbox;
import io.jswarm.overlaynet.balance.VirtualService;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import io.jswarm.overlaynet.plan.Vtep;
import io.jswarm.overlaynet.state.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the packet rules of this node should say, from the facts and its own tasks.
 *
 * @param withdrawn tasks of this node whose processes have ended, which managers do not know yet
 */
record TrafficRules(
    Facts facts, String nodeId, Collection<LocalTask> tasks, Set<String> withdrawn) {
  /** The cluster's own ports, by which nodes find each other. */
  private static final SortedSet<String> RESERVED =
      new TreeSet<>(Set.of("tcp . 2377", "tcp . 2378", "udp . 4789", "udp . 51820"));

  /** The rules of an overlay's sandbox. */
  Sandbox sandbox(Segment segment) {
    String network = segment.networkId();
    SortedMap<String, List<String>> members = new TreeMap<>();
    for (LocalTask task : tasks) {
      for (LocalTask.Place place : task.networks()) {
        if (place.networkId().equals(network)) {
          members.put(task.join(true).inSandbox(), place.addresses());
        }
      }
    }
    SortedMap<String, VirtualService> services = new TreeMap<>();
    for (Front front : facts.fronts()) {
      VirtualService.of(network, front, backends(front))
          .ifPresent(service -> services.put(service.serviceId(), service));
    }
    Vtep own = Vtep.of(facts, network, nodeId);
    List<Prefix> subnets = segment.subnets().stream().map(Prefix::parse).toList();
    // An address of the fabric will not do: containers answer it past this sandbox.
    List<String> addresses =
        Stream.of(own.v4(), own.v6())
            .flatMap(Optional::stream)
            .filter(each -> subnets.stream().anyMatch(subnet -> subnet.contains(each)))
            .map(InetAddress::getHostAddress)
            .toList();
    return new Sandbox(segment.vips(), addresses, members, services);
  }

  /**
   * The rules of the node itself.
   *
   * @param self what others know this node by
   */
  Host host(Segment fabric, Peer self) {
    SortedMap<String, OtherNode> others = new TreeMap<>();
    for (Peer peer : facts.peers()) {
      if (!peer.nodeId().equals(nodeId)) {
        String mac = Names.tunnelMac(NetworkFact.FABRIC, peer.nodeId()).toString();
        others.put(
            peer.nodeId(), new OtherNode(List.of(peer.addr()), mac, onFabric(peer.nodeId())));
      }
    }
    SortedMap<String, String> members = new TreeMap<>();
    for (LocalTask task : tasks) {
      fabricAddress(task).forEach(address -> members.put(task.join(true).onHost(), address));
    }
    String own = onFabric(nodeId);
    return new Host(
        List.of(self.addr()),
        fabric.subnets().stream().filter(TrafficRules::isV4).toList(),
        own.isEmpty() ? self.addr() : own,
        others,
        members,
        RESERVED,
        published());
  }

  private List<Published> published() {
    List<Published> published = new ArrayList<>();
    for (Front front : facts.fronts()) {
      if (!front.ports().isEmpty()) {
        List<String> backends =
            VirtualService.addresses(NetworkFact.FABRIC, backends(front)).stream()
                .filter(TrafficRules::isV4)
                .toList();
        published.add(
            new Published(
                front.serviceId(), Published.Reach.EVERY_NODE, bindings(front.ports()), backends));
      }
    }
    for (LocalTask task : tasks) {
      if (!task.hostPorts().isEmpty() && !withdrawn.contains(task.taskId())) {
        published.add(
            new Published(
                task.taskId(),
                Published.Reach.THIS_NODE,
                bindings(task.hostPorts()),
                fabricAddress(task).toList()));
      }
    }
    return published;
  }

  private static List<Binding> bindings(List<PortConfig> ports) {
    return ports.stream().filter(each -> each.publishedPort() != 0).map(Binding::of).toList();
  }

  private List<Backend> backends(Front front) {
    return facts.backends(front.serviceId()).stream()
        .filter(task -> !withdrawn.contains(task.taskId()))
        .toList();
  }

  private String onFabric(String node) {
    return Vtep.of(facts, NetworkFact.FABRIC, node)
        .v4()
        .map(InetAddress::getHostAddress)
        .orElse("");
  }

  private static Stream<String> fabricAddress(LocalTask task) {
    return task.networks().stream()
        .filter(place -> place.networkId().equals(NetworkFact.FABRIC))
        .flatMap(place -> place.addresses().stream())
        .filter(TrafficRules::isV4)
        .limit(1);
  }

  private static boolean isV4(String address) {
    return address.indexOf(':') < 0;
  }
}
