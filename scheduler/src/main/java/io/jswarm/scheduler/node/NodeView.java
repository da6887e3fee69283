package io.jswarm.scheduler.node;

import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node and what the tasks on it have taken. Never changes: a task more or less gives another
 * view.
 */
public final class NodeView {
  private final Node node;
  private final long nanoCpusTaken;
  private final long memoryBytesTaken;
  private final int active;

  /** Only looked into, never walked: the order must not matter. */
  private final Map<String, Integer> activeByService;

  private final Set<HostPort> hostPorts;
  private final List<GenericResource> genericTaken;

  private NodeView(Node node, Load load, Map<String, Integer> activeByService, Taken taken) {
    this.node = node;
    this.nanoCpusTaken = load.nanoCpus();
    this.memoryBytesTaken = load.memoryBytes();
    this.active = load.active();
    this.activeByService = activeByService;
    this.hostPorts = taken.hostPorts();
    this.genericTaken = taken.generic();
  }

  private record Load(long nanoCpus, long memoryBytes, int active) {}

  private record Taken(Set<HostPort> hostPorts, List<GenericResource> generic) {}

  /** A node without tasks. */
  public static NodeView of(Node node) {
    return new NodeView(node, new Load(0, 0, 0), Map.of(), new Taken(Set.of(), List.of()));
  }

  public Node node() {
    return node;
  }

  public String id() {
    return node.id();
  }

  /** How many tasks are to run here. */
  public int active() {
    return active;
  }

  /** How many tasks of this service are to run here. */
  public int activeOf(String serviceId) {
    return activeByService.getOrDefault(serviceId, 0);
  }

  /** CPU that is not reserved, in billionths of a core; below zero when the node shrank. */
  public long nanoCpusFree() {
    return offered().nanoCpus() - nanoCpusTaken;
  }

  /** Memory that is not reserved; below zero when the node shrank. */
  public long memoryBytesFree() {
    return offered().memoryBytes() - memoryBytesTaken;
  }

  public boolean isTaken(HostPort port) {
    return hostPorts.contains(port) || hostPorts.stream().anyMatch(port::collidesWith);
  }

  /** The counted resources a task with this demand would be given; empty when there are too few. */
  public Optional<List<GenericResource>> give(Demand demand) {
    if (demand.generic().isEmpty()) {
      return Optional.of(List.of());
    }
    return new GenericStock(offered().genericResources(), genericTaken).give(demand.generic());
  }

  /** The same tasks on what the node has become. */
  NodeView withNode(Node changed) {
    return new NodeView(changed, load(), activeByService, taken());
  }

  /** With one task more. */
  public NodeView with(Claim claim) {
    return changed(claim, 1);
  }

  /** With one task less. */
  public NodeView without(Claim claim) {
    return changed(claim, -1);
  }

  private NodeView changed(Claim claim, int sign) {
    int activeChange = claim.active() ? sign : 0;
    Load load =
        new Load(
            nanoCpusTaken + sign * claim.nanoCpus(),
            memoryBytesTaken + sign * claim.memoryBytes(),
            active + activeChange);
    return new NodeView(
        node, load, counted(claim.serviceId(), activeChange), takenWith(claim, sign > 0));
  }

  private Map<String, Integer> counted(String serviceId, int change) {
    if (change == 0) {
      return activeByService;
    }
    Map<String, Integer> counts = new HashMap<>(activeByService);
    int count = counts.merge(serviceId, change, Integer::sum);
    if (count == 0) {
      counts.remove(serviceId);
    }
    return counts;
  }

  private Taken takenWith(Claim claim, boolean more) {
    Set<HostPort> ports = hostPorts;
    if (!claim.hostPorts().isEmpty()) {
      ports = new HashSet<>(hostPorts);
      if (more) {
        ports.addAll(claim.hostPorts());
      } else {
        claim.hostPorts().forEach(ports::remove);
      }
    }
    List<GenericResource> generic = genericTaken;
    if (!claim.generic().isEmpty()) {
      generic = new ArrayList<>(genericTaken);
      if (more) {
        generic.addAll(claim.generic());
      } else {
        claim.generic().forEach(generic::remove);
      }
    }
    return new Taken(ports, generic);
  }

  private Load load() {
    return new Load(nanoCpusTaken, memoryBytesTaken, active);
  }

  private Taken taken() {
    return new Taken(hostPorts, genericTaken);
  }

  private Resources offered() {
    return node.description().resources();
  }
}
