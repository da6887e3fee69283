package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.Difference;
import io.jswarm.overlaynet.SharedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All a node has been told of the cluster's networks. Immutable; facts that stay, the lists of
 * tasks of services that stay as they are, and {@link #ground} while it stays, remain the same
 * objects from one to the next.
 */
public final class Facts {
  public static final Facts NONE = new Facts(SharedMap.empty(), SharedMap.empty(), List.of());

  private static final String BACKENDS = "backend/";
  private static final String FRONTS = "front/";

  private final SharedMap<NetworkFact> byKey;

  /** By service, in order of the tasks' ids. */
  private final SharedMap<List<Backend>> backends;

  private final List<NetworkFact> ground;

  /**
   * What happened between two states of knowledge.
   *
   * @param put facts that are new or say something else than before
   * @param gone facts whose keys are no more
   */
  public record Change(List<NetworkFact> put, List<NetworkFact> gone) {}

  private Facts(
      SharedMap<NetworkFact> byKey, SharedMap<List<Backend>> backends, List<NetworkFact> ground) {
    this.byKey = byKey;
    this.backends = backends;
    this.ground = ground;
  }

  /** With these facts in place of those of the same keys, and without those removed. */
  public Facts with(Collection<NetworkFact> put, Collection<String> removed) {
    SharedMap<NetworkFact> rest = byKey;
    SortedMap<String, SortedMap<String, Backend>> touched = new TreeMap<>();
    boolean shaken = false;
    for (String key : removed) {
      NetworkFact before = rest.get(key);
      rest = rest.without(key);
      shaken |= isGround(before);
      if (before instanceof Backend gone) {
        tasks(touched, gone).remove(gone.taskId());
      }
    }
    SortedMap<String, NetworkFact> coming = new TreeMap<>();
    put.forEach(fact -> coming.put(fact.key(), fact));
    for (NetworkFact fact : coming.values()) {
      NetworkFact before = rest.get(fact.key());
      if (fact.equals(before)) {
        continue;
      }
      shaken |= isGround(fact);
      if (before instanceof Backend gone) {
        tasks(touched, gone).remove(gone.taskId());
      }
      if (fact instanceof Backend task) {
        tasks(touched, task).put(task.taskId(), task);
      }
    }
    SharedMap<NetworkFact> next = rest.withAll(SharedMap.of(coming));
    return new Facts(next, withTasks(touched), shaken ? ground(next) : ground);
  }

  private SortedMap<String, Backend> tasks(
      SortedMap<String, SortedMap<String, Backend>> touched, Backend task) {
    return touched.computeIfAbsent(
        serviceOf(task),
        service -> {
          SortedMap<String, Backend> tasks = new TreeMap<>();
          backends(service).forEach(each -> tasks.put(each.taskId(), each));
          return tasks;
        });
  }

  private SharedMap<List<Backend>> withTasks(
      SortedMap<String, SortedMap<String, Backend>> touched) {
    SharedMap<List<Backend>> next = backends;
    for (Map.Entry<String, SortedMap<String, Backend>> each : touched.entrySet()) {
      List<Backend> tasks = List.copyOf(each.getValue().values());
      next = tasks.isEmpty() ? next.without(each.getKey()) : next.with(each.getKey(), tasks);
    }
    return next;
  }

  private static String serviceOf(Backend task) {
    String service = task.serviceId();
    return service == null ? "" : service;
  }

  public Collection<Peer> peers() {
    return all("peer/", Peer.class);
  }

  public Optional<Peer> peer(String nodeId) {
    return one("peer/" + nodeId, Peer.class);
  }

  public Optional<Segment> segment(String networkId) {
    return one("segment/" + networkId, Segment.class);
  }

  /** The networks that are known. */
  public Collection<Segment> segments() {
    return all("segment/", Segment.class);
  }

  /** The blocks of a network, of all nodes. */
  public List<Block> blocks(String networkId) {
    return all("block/" + networkId + "/", Block.class);
  }

  /** The services, in order of their ids. */
  public Collection<Front> fronts() {
    return all(FRONTS, Front.class);
  }

  public Optional<Front> front(String serviceId) {
    return one(FRONTS + serviceId, Front.class);
  }

  /** A task that can be called. */
  public Optional<Backend> backend(String taskId) {
    return one(BACKENDS + taskId, Backend.class);
  }

  /** The tasks of a service that can be called; those of none for the empty id. */
  public List<Backend> backends(String serviceId) {
    return backends.getOrDefault(serviceId, List.of());
  }

  /** Nodes, networks and blocks: all but who can be called there. */
  public List<NetworkFact> ground() {
    return ground;
  }

  private static List<NetworkFact> ground(SharedMap<NetworkFact> byKey) {
    return Stream.of("block/", "peer/", "segment/")
        .flatMap(kind -> byKey.beginningWith(kind).stream())
        .toList();
  }

  private static boolean isGround(@Nullable NetworkFact fact) {
    return switch (fact) {
      case Peer _, Segment _, Block _ -> true;
      case Front _, Backend _ -> false;
      case null -> false;
    };
  }

  /** What led here from other facts, in order of their keys. */
  public Change since(Facts before) {
    List<NetworkFact> put = new ArrayList<>();
    List<NetworkFact> gone = new ArrayList<>();
    for (Difference<NetworkFact> each : byKey.since(before.byKey).values()) {
      if (each.after() != null) {
        put.add(each.after());
      } else if (each.before() != null) {
        gone.add(each.before());
      }
    }
    return new Change(List.copyOf(put), List.copyOf(gone));
  }

  /** The services that are not as they were, or have other tasks, by id. */
  public SortedSet<String> servicesSince(Facts before) {
    SortedSet<String> changed = new TreeSet<>(backends.since(before.backends).keySet());
    for (String key : byKey.since(before.byKey).keySet()) {
      if (key.startsWith(FRONTS)) {
        changed.add(key.substring(FRONTS.length()));
      }
    }
    return changed;
  }

  /** Every fact, in order of their keys. */
  public Collection<NetworkFact> all() {
    return byKey.values();
  }

  private <T extends NetworkFact> Optional<T> one(String key, Class<T> kind) {
    return Optional.ofNullable(byKey.get(key)).map(kind::cast);
  }

  /** Those whose keys begin so. */
  private <T extends NetworkFact> List<T> all(String prefix, Class<T> kind) {
    return byKey.beginningWith(prefix).stream().map(kind::cast).toList();
  }
}
