package io.jswarm.worker.net.live;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.HostPlan;
import io.jswarm.overlaynet.plan.Join;
import io.jswarm.overlaynet.plan.Names;
import io.jswarm.overlaynet.plan.SandboxPlan;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node's kernel hold what facts and tasks ask for: the host, the sandboxes and the
 * containers. For the data path's own thread.
 */
final class NodeNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeNetwork.class);

  private final String nodeId;
  private final Namespaces namespaces;
  private final StackSync host;
  private final HostSettings settings;
  private final NodeRules rules;
  private final Tunnels tunnels;
  private final NodeNames names = new NodeNames();
  private final DeadEnds deadEnds;
  private final NodePaths paths;

  /** By network. */
  private final Map<String, StackSync> sandboxes = new HashMap<>();

  private final SortedMap<String, LocalTask> tasks = new TreeMap<>();

  /** Tasks whose processes have ended, which managers may not know yet. */
  private final Set<String> withdrawn = new HashSet<>();

  /** Containers whose own ends are as they should be, for these entries. */
  private final Map<String, List<Entry>> wired = new HashMap<>();

  private @Nullable Underlay underlay;
  private Layout layout = Layout.NONE;
  private TrafficRules traffic;

  /** What names and dead ends follow already. */
  private Facts followed = Facts.NONE;

  /**
   * @param onPaths told what is wrong with the ways to other nodes
   */
  NodeNetwork(
      String nodeId,
      Namespaces namespaces,
      HostSettings settings,
      Tunnels tunnels,
      Consumer<DataPathStatus> onPaths) {
    this.nodeId = nodeId;
    this.paths = new NodePaths(nodeId, namespaces.host(), onPaths);
    this.namespaces = namespaces;
    this.settings = settings;
    this.tunnels = tunnels;
    this.rules = new NodeRules(namespaces);
    this.traffic = TrafficRules.none(nodeId);
    this.deadEnds = new DeadEnds(namespaces);
    this.host = new StackSync(namespaces.host(), HostPlan::isOurs, this::make);
  }

  /** What came of following the facts. */
  record Outcome(Map<String, IOException> failures) {
    /** Why a task is not on its networks; empty when it is. */
    Optional<IOException> of(LocalTask task) {
      Set<String> needed = new HashSet<>(Set.of(task.onHost(), task.inSandbox()));
      needed.addAll(List.of(Names.FABRIC_DEVICE, Names.OVERLAY_DEVICE, task.containerId()));
      return failures.entrySet().stream()
          .filter(each -> needed.stream().anyMatch(name -> isAbout(each.getKey(), name)))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    private static boolean isAbout(String key, String name) {
      return key.contains(name);
    }
  }

  Collection<LocalTask> tasks() {
    return tasks.values();
  }

  void add(LocalTask task) {
    tasks.put(task.containerId(), task);
    wired.remove(task.containerId());
  }

  /** From the next {@link #follow} on, nothing new goes to the container. */
  void withdraw(String containerId) {
    LocalTask task = tasks.get(containerId);
    if (task != null) {
      withdrawn.add(task.taskId());
    }
  }

  /**
   * Takes a container off its networks: at once, and also while nothing is known of them. Its
   * namespace goes too.
   */
  void remove(String containerId) throws IOException {
    LocalTask task = tasks.remove(containerId);
    wired.remove(containerId);
    if (task != null) {
      cut(namespaces.host(), task.onHost());
      for (LocalTask.Place place : task.networks()) {
        String sandbox = Names.sandbox(place.networkId());
        if (!place.networkId().equals(NetworkFact.FABRIC)
            && namespaces.sandboxes().contains(sandbox)) {
          cut(namespaces.sandbox(sandbox), task.inSandbox());
        }
      }
    }
    namespaces.deleteContainer(containerId);
  }

  /** Removes the namespaces of containers that are no more. */
  void removeContainersBut(Set<String> alive) throws IOException {
    for (String containerId : namespaces.containers()) {
      if (!alive.contains(containerId)) {
        remove(containerId);
      }
    }
  }

  private static void cut(NetNamespace namespace, String device) throws IOException {
    namespace.run(stack -> stack.removeDevice(device));
  }

  /** From now on relies on nothing it did before: the next {@link #follow} reads the kernel. */
  void doubt() {
    underlay = null;
    settings.doubt();
    host.doubt();
    rules.doubt();
    tunnels.doubt();
    sandboxes.values().forEach(StackSync::doubt);
  }

  /** Whether enough is known of a task's networks to join it to them. */
  boolean knows(Facts facts, LocalTask task) {
    return facts.peer(nodeId).isPresent()
        && task.networks().stream().allMatch(each -> facts.segment(each.networkId()).isPresent());
  }

  /** Why this node cannot join a task to its networks; empty when it can. */
  Optional<String> refusal(Facts facts, LocalTask task) {
    Optional<Segment> encrypted =
        task.networks().stream()
            .flatMap(place -> facts.segment(place.networkId()).stream())
            .filter(Segment::encrypted)
            .findFirst();
    if (encrypted.isEmpty()) {
      return Optional.empty();
    }
    try {
      return tunnels
          .obstacle(facts, underlay(facts.peer(nodeId).orElseThrow()))
          .map(why ->
              "network %s is encrypted, and this node can encrypt nothing: %s"
                  .formatted(encrypted.get().name(), why));
    } catch (IOException e) {
      LOG.debug("whoever follows the facts meets it again", e);
      return Optional.empty();
    }
  }

  /** Has this node's public keys told, now and whenever they change. */
  void announceTo(Consumer<String> told) {
    tunnels.announceTo(told);
  }

  /** Whether the encrypted ways want to be looked after, which nobody would tell. */
  boolean needsCare() {
    return tunnels.needCare();
  }

  /** Makes the kernel hold what the facts and the tasks ask for. */
  Outcome follow(Facts facts) throws IOException {
    Optional<NetworkFact.Peer> self = facts.peer(nodeId);
    if (self.isEmpty()) {
      return new Outcome(Map.of());
    }
    Underlay below = underlay(self.get());
    Tunnels.Ways secret = tunnels.follow(facts, below);
    layout = layout.with(facts, nodeId, below, secret, tasks.values());
    // First, as long as what keeps packets of encrypted networks in is there.
    Map<String, IOException> failures = new HashMap<>(removeSandboxesBut(layout.overlays()));
    if (layout.overlays().stream().anyMatch(Segment::encrypted)) {
      tunnels
          .trouble()
          .map(why -> new IOException("encrypted networks are closed: " + why))
          .ifPresent(e -> failures.put("tunnels", e));
    }
    failures.putAll(onHost());
    withdrawn.removeIf(task -> !isHere(task) && facts.backend(task).isEmpty());
    traffic = traffic.with(facts, tasks.values(), withdrawn);
    Map<String, IOException> unruled = rules.onHost(traffic);
    failures.putAll(unruled);
    for (Segment segment : layout.overlays()) {
      // Nothing is to be encrypted before the rules are there that keep the clear out.
      if (!segment.encrypted() || unruled.isEmpty()) {
        StackSync sandbox = sandbox(segment.networkId());
        failures.putAll(
            sandbox.to(layout.sandboxes().getOrDefault(segment.networkId(), List.of())));
      }
    }
    failures.putAll(rules.inSandboxes(traffic, layout.overlays()));
    Facts.Change change = facts.since(followed);
    followed = facts;
    deadEnds.follow(change, facts, withdrawn);
    answer(change, failures);
    tryPaths(facts, below, failures);
    for (Join join : layout.joins()) {
      wire(join, layout.containers().getOrDefault(join.containerId(), List.of()), failures);
    }
    return new Outcome(failures);
  }

  private Map<String, IOException> onHost() throws IOException {
    if (tunnels.wereMade()) {
      host.doubt();
    }
    settings.remember(layout.host());
    return host.to(layout.host());
  }

  private boolean isHere(String taskId) {
    return tasks.values().stream().anyMatch(task -> task.taskId().equals(taskId));
  }

  /** A node whose port 53 is taken has no names, and all the rest. */
  private void answer(Facts.Change change, Map<String, IOException> failures) {
    names.learn(change);
    names.serve(tasks.values());
    try {
      if (followed.segment(NetworkFact.FABRIC).isPresent()) {
        names.listen(NetworkFact.FABRIC, namespaces.host());
      }
      for (Segment segment : layout.overlays()) {
        names.listen(segment.networkId(), namespaces.ensureSandbox(segment.networkId()));
      }
    } catch (IOException e) {
      LOG.warn("the name server does not listen everywhere: {}", e.getMessage());
      failures.put("names", e);
    }
  }

  /** A node that cannot try the ways to the others has them all the same. */
  private void tryPaths(Facts facts, Underlay below, Map<String, IOException> failures) {
    try {
      paths.follow(facts, below);
    } catch (IOException e) {
      LOG.warn("the ways to other nodes are not tried: {}", e.getMessage());
      failures.put("paths", e);
    }
  }

  private Underlay underlay(NetworkFact.Peer self) throws IOException {
    InetAddress address = InetAddress.ofLiteral(self.addr());
    Underlay known = underlay;
    if (known == null || !known.address().equals(address)) {
      known = UnderlayProbe.at(namespaces.host(), address);
      underlay = known;
    }
    return known;
  }

  private StackSync sandbox(String networkId) throws IOException {
    StackSync known = sandboxes.get(networkId);
    if (known == null) {
      known = new StackSync(namespaces.ensureSandbox(networkId), SandboxPlan::isOurs, this::make);
      sandboxes.put(networkId, known);
    }
    return known;
  }

  /** The container's own ends are looked at when they may have changed, not with every fact. */
  private void wire(Join join, List<Entry> entries, Map<String, IOException> failures) {
    if (entries.equals(wired.get(join.containerId()))) {
      return;
    }
    Set<String> devices = new HashSet<>();
    for (int place = 0; place < join.memberships().size(); place++) {
      devices.add(Join.inner(place));
    }
    try (NetNamespace container = namespaces.ensureContainer(join.containerId())) {
      Set<String> wanted = new HashSet<>();
      entries.forEach(each -> wanted.add(each.key()));
      StackSync sync =
          new StackSync(
              container,
              each ->
                  each instanceof Link
                      ? wanted.contains(each.key())
                      : each.device().isEmpty() || devices.contains(each.device()),
              (link, _) -> {
                throw new IOException(link.key() + " is missing in the container");
              });
      Map<String, IOException> failed = sync.to(entries);
      if (failed.isEmpty()) {
        wired.put(join.containerId(), entries);
      } else {
        failures.put(join.containerId(), failed.values().iterator().next());
      }
    } catch (IOException e) {
      failures.put(join.containerId(), e);
    }
  }

  private Map<String, IOException> removeSandboxesBut(List<Segment> overlays) {
    Set<String> used = new TreeSet<>();
    overlays.forEach(segment -> used.add(Names.sandbox(segment.networkId())));
    try {
      removeSandboxesBut(used);
      return Map.of();
    } catch (IOException e) {
      LOG.warn("a sandbox is left that nobody needs: {}", e.getMessage());
      return Map.of("sandboxes", e);
    }
  }

  private void removeSandboxesBut(Set<String> used) throws IOException {
    for (String name : namespaces.sandboxes()) {
      if (!used.contains(name)) {
        sandboxes.keySet().removeIf(networkId -> Names.sandbox(networkId).equals(name));
        rules.forget(name);
        names.leave(name);
        // The tunnel goes first: a namespace ends in its own time, and its VNI must be free.
        cut(namespaces.sandbox(name), Names.OVERLAY_DEVICE);
        namespaces.deleteSandbox(name);
      }
    }
  }

  private void make(Link link, NetNamespace into) throws IOException {
    switch (link.kind()) {
      case Link.Vxlan vxlan -> namespaces.host().run(stack -> stack.tunnel(link, vxlan, into));
      case Link.Veth(Link.Peer peer) when peer != null -> {
        wired.remove(peer.namespace());
        try (NetNamespace container = namespaces.ensureContainer(peer.namespace())) {
          namespaces.host().run(stack -> stack.cable(link, peer, into, container));
        }
      }
      case Link.Veth _, Link.Foreign _ ->
          throw new IllegalStateException(link.key() + " cannot be made");
    }
  }

  /** Removes all that was ever made here, whoever made it. */
  void dismantle() throws IOException {
    paths.close();
    removeContainersBut(Set.of());
    removeSandboxesBut(Set.of());
    doubt();
    rules.erase();
    tunnels.dismantle();
    settings.giveBack();
    List<IOException> failed = new ArrayList<>(host.to(List.of()).values());
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
  }

  @Override
  public void close() {
    paths.close();
    names.close();
    deadEnds.close();
    namespaces.close();
  }
}
