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
import io.jswarm.ingress.table.Secrets;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.balance.Sandbox;
import io.jswarm.overlaynet.balance.VirtualService;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import io.jswarm.overlaynet.plan.Vtep;
import io.jswarm.overlaynet.state.Prefix;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the packet rules of this node should say, from the facts and its own tasks. Immutable; what
 * follows from services and nodes that stay as they are is taken over from one to the next, so one
 * task more costs what its service has and not what all have.
 */
final class TrafficRules {
  /** The cluster's own ports, by which nodes find each other. */
  private static final SortedSet<String> RESERVED =
      new TreeSet<>(Set.of("tcp . 2377", "tcp . 2378", "udp . 4789", "udp . 51820", "udp . 51821"));

  private final String nodeId;
  private final Facts facts;
  private final List<LocalTask> tasks;
  private final Set<String> withdrawn;

  /** By id of the node. */
  private final SortedMap<String, OtherNode> others;

  /** By id. */
  private final SharedMap<Called> services;

  /** Those that are published on every node, by id. */
  private final SharedMap<Published> published;

  /** By the networks that were asked for, those with virtual addresses there, by id. */
  private final Map<String, SharedMap<VirtualService>> called = new HashMap<>();

  private TrafficRules(
      TrafficRules before, Facts facts, Collection<LocalTask> tasks, Set<String> withdrawn) {
    this.nodeId = before.nodeId;
    this.facts = facts;
    this.tasks = List.copyOf(tasks);
    this.withdrawn = Set.copyOf(withdrawn);
    this.others =
        facts.ground().equals(before.facts.ground()) ? before.others : others(facts, nodeId);
    SortedSet<String> changed = changedSince(before);
    this.services =
        with(before.services, changed, id -> facts.front(id).map(front -> called(id, front)));
    this.published = with(before.published, changed, id -> of(id).flatMap(Called::published));
    before.called.forEach((network, known) -> {
      if (facts.segment(network).isPresent()) {
        called.put(network, with(known, changed, id -> of(id).flatMap(each -> each.on(network))));
      }
    });
  }

  private TrafficRules(String nodeId) {
    this.nodeId = nodeId;
    this.facts = Facts.NONE;
    this.tasks = List.of();
    this.withdrawn = Set.of();
    this.others = Collections.emptySortedMap();
    this.services = SharedMap.empty();
    this.published = SharedMap.empty();
  }

  /** Of a node that knows nothing yet. */
  static TrafficRules none(String nodeId) {
    return new TrafficRules(nodeId);
  }

  /**
   * By these facts and tasks instead.
   *
   * @param ended tasks of this node whose processes have ended, which managers do not know yet
   */
  TrafficRules with(Facts told, Collection<LocalTask> local, Set<String> ended) {
    return new TrafficRules(this, told, local, ended);
  }

  /** The services of which rules say something else than before, maybe. */
  private SortedSet<String> changedSince(TrafficRules before) {
    SortedSet<String> changed = facts.servicesSince(before.facts);
    addServices(changed, withdrawn, before.withdrawn);
    addServices(changed, before.withdrawn, withdrawn);
    return changed;
  }

  /** Those with a task that is among these and not among the others. */
  private void addServices(Set<String> services, Set<String> these, Set<String> others) {
    for (String taskId : these) {
      if (!others.contains(taskId)) {
        facts.backend(taskId).map(Backend::serviceId).ifPresent(services::add);
      }
    }
  }

  /** What was known, with what is to be known of these instead. */
  private static <T> SharedMap<T> with(
      SharedMap<T> before, Collection<String> changed, Function<String, Optional<T>> toBeKnown) {
    SharedMap<T> now = before;
    for (String id : changed) {
      Optional<T> known = toBeKnown.apply(id);
      now = known.isPresent() ? now.with(id, known.get()) : now.without(id);
    }
    return now;
  }

  private Called called(String id, Front front) {
    return new Called(front, facts.backends(id), withdrawn);
  }

  private Optional<Called> of(String id) {
    return Optional.ofNullable(services.get(id));
  }

  private static SortedMap<String, OtherNode> others(Facts facts, String nodeId) {
    SortedMap<String, OtherNode> others = new TreeMap<>();
    for (Peer peer : facts.peers()) {
      if (!peer.nodeId().equals(nodeId)) {
        String mac = Names.tunnelMac(NetworkFact.FABRIC, peer.nodeId()).toString();
        String vtep = onFabric(facts, peer.nodeId());
        others.put(peer.nodeId(), new OtherNode(List.of(peer.addr()), mac, vtep));
      }
    }
    return others;
  }

  Facts facts() {
    return facts;
  }

  /** This node; empty while nothing is known of it. */
  Optional<Peer> self() {
    return facts.peer(nodeId);
  }

  /** The rules of an overlay's sandbox. */
  Sandbox sandbox(Segment segment) {
    String network = segment.networkId();
    SortedMap<String, List<String>> members = new TreeMap<>();
    for (LocalTask task : tasks) {
      for (LocalTask.Place place : task.networks()) {
        if (place.networkId().equals(network)) {
          members.put(task.inSandbox(), place.addresses());
        }
      }
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
    return new Sandbox(segment.vips(), addresses, members, calledOn(network));
  }

  private SharedMap<VirtualService> calledOn(String network) {
    return called.computeIfAbsent(
        network,
        _ ->
            with(
                SharedMap.empty(),
                services.keySet(),
                id -> of(id).flatMap(each -> each.on(network))));
  }

  /**
   * The rules of the node itself.
   *
   * @param self what others know this node by
   */
  Host host(Segment fabric, Peer self) {
    SortedMap<String, String> members = new TreeMap<>();
    for (LocalTask task : tasks) {
      fabricAddress(task).forEach(address -> members.put(task.onHost(), address));
    }
    String own = onFabric(facts, nodeId);
    return new Host(
        List.of(self.addr()),
        fabric.subnets().stream().filter(TrafficRules::isV4).toList(),
        own.isEmpty() ? self.addr() : own,
        others,
        members,
        RESERVED,
        secrets(),
        published());
  }

  private Secrets secrets() {
    SortedSet<Integer> vnis = new TreeSet<>();
    int port = 0;
    for (Segment segment : facts.segments()) {
      if (segment.encrypted()) {
        vnis.add(segment.vni());
        port = segment.port();
      }
    }
    return new Secrets(port, vnis);
  }

  private SharedMap<Published> published() {
    SharedMap<Published> all = published;
    for (LocalTask task : tasks) {
      if (!task.hostPorts().isEmpty() && !withdrawn.contains(task.taskId())) {
        all =
            all.with(
                task.taskId(),
                new Published(
                    task.taskId(),
                    Published.Reach.THIS_NODE,
                    bindings(task.hostPorts()),
                    fabricAddress(task).toList()));
      }
    }
    return all;
  }

  /** Those whose number is known. */
  static List<Binding> bindings(List<PortConfig> ports) {
    return ports.stream().filter(each -> each.publishedPort() != 0).map(Binding::of).toList();
  }

  private static String onFabric(Facts facts, String node) {
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
