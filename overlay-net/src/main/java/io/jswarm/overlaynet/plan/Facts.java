package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.Difference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
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
  public static final Facts NONE =
      new Facts(Collections.emptyNavigableMap(), Collections.emptyNavigableMap(), List.of());

  private static final String BACKENDS = "backend/";
  private static final String FRONTS = "front/";

  private final NavigableMap<String, NetworkFact> byKey;

  /** By service, in order of the tasks' ids. */
  private final NavigableMap<String, List<Backend>> backends;

  private final List<NetworkFact> ground;

  /**
   * What happened between two states of knowledge.
   *
   * @param put facts that are new or say something else than before
   * @param gone facts whose keys are no more
   */
  public record Change(List<NetworkFact> put, List<NetworkFact> gone) {}

  private Facts(
      NavigableMap<String, NetworkFact> byKey,
      NavigableMap<String, List<Backend>> backends,
      List<NetworkFact> ground) {
    this.byKey = byKey;
    this.backends = backends;
    this.ground = ground;
  }

  /** With these facts in place of those of the same keys, and without those removed. */
  public Facts with(Collection<NetworkFact> put, Collection<String> removed) {
    NavigableMap<String, NetworkFact> next = new TreeMap<>(byKey);
    NavigableMap<String, NavigableMap<String, Backend>> touched = new TreeMap<>();
    boolean shaken = false;
    for (String key : removed) {
      NetworkFact before = next.remove(key);
      shaken |= isGround(before);
      if (before instanceof Backend gone) {
        tasks(touched, gone).remove(gone.taskId());
      }
    }
    for (NetworkFact fact : put) {
      NetworkFact before = next.put(fact.key(), fact);
      if (before != null && before.equals(fact)) {
        next.put(fact.key(), before);
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
    return new Facts(next, withTasks(touched), shaken ? ground(next) : ground);
  }

  private NavigableMap<String, Backend> tasks(
      NavigableMap<String, NavigableMap<String, Backend>> touched, Backend task) {
    return touched.computeIfAbsent(
        serviceOf(task),
        service -> {
          NavigableMap<String, Backend> tasks = new TreeMap<>();
          backends.getOrDefault(service, List.of()).forEach(each -> tasks.put(each.taskId(), each));
          return tasks;
        });
  }

  private NavigableMap<String, List<Backend>> withTasks(
      NavigableMap<String, NavigableMap<String, Backend>> touched) {
    if (touched.isEmpty()) {
      return backends;
    }
    NavigableMap<String, List<Backend>> next = new TreeMap<>(backends);
    touched.forEach((service, tasks) -> {
      if (tasks.isEmpty()) {
        next.remove(service);
      } else {
        next.put(service, List.copyOf(tasks.values()));
      }
    });
    return next;
  }

  private static String serviceOf(Backend task) {
    String service = task.serviceId();
    return service == null ? "" : service;
  }

  public Collection<Peer> peers() {
    return all("peer/", Peer.class).toList();
  }

  public Optional<Peer> peer(String nodeId) {
    return one("peer/" + nodeId, Peer.class);
  }

  public Optional<Segment> segment(String networkId) {
    return one("segment/" + networkId, Segment.class);
  }

  /** The networks that are known. */
  public Collection<Segment> segments() {
    return all("segment/", Segment.class).toList();
  }

  /** The blocks of a network, of all nodes. */
  public List<Block> blocks(String networkId) {
    return all("block/" + networkId + "/", Block.class).toList();
  }

  /** The services, in order of their ids. */
  public Collection<Front> fronts() {
    return all(FRONTS, Front.class).toList();
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

  private static List<NetworkFact> ground(NavigableMap<String, NetworkFact> byKey) {
    return Stream.of("block/", "peer/", "segment/")
        .flatMap(kind -> part(byKey, kind).values().stream())
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
    SortedMap<String, Difference<NetworkFact>> all =
        new TreeMap<>(Difference.between(before.tasksOtherThan(this), tasksOtherThan(before)));
    all.putAll(Difference.between(before.besidesTasks(), besidesTasks()));
    List<NetworkFact> put = new ArrayList<>();
    List<NetworkFact> gone = new ArrayList<>();
    for (Difference<NetworkFact> each : all.values()) {
      if (each.after() != null) {
        put.add(each.after());
      } else if (each.before() != null) {
        gone.add(each.before());
      }
    }
    return new Change(List.copyOf(put), List.copyOf(gone));
  }

  /** The tasks of services that have other tasks there; most services have not. */
  private SortedMap<String, NetworkFact> tasksOtherThan(Facts other) {
    SortedMap<String, NetworkFact> tasks = new TreeMap<>();
    for (String service : Difference.between(other.backends, backends).keySet()) {
      backends(service).forEach(task -> tasks.put(task.key(), task));
    }
    return tasks;
  }

  private SortedMap<String, NetworkFact> besidesTasks() {
    return byKey.tailMap(BACKENDS + Character.MAX_VALUE);
  }

  /** The services that are not as they were, or have other tasks, by id. */
  public SortedSet<String> servicesSince(Facts before) {
    SortedSet<String> changed =
        new TreeSet<>(Difference.between(before.backends, backends).keySet());
    Difference.between(part(before.byKey, FRONTS), part(byKey, FRONTS))
        .keySet()
        .forEach(key -> changed.add(key.substring(FRONTS.length())));
    return changed;
  }

  /** Every fact, in order of their keys. */
  public Collection<NetworkFact> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }

  private <T extends NetworkFact> Optional<T> one(String key, Class<T> kind) {
    return Optional.ofNullable(byKey.get(key)).map(kind::cast);
  }

  /** Those whose keys begin so. */
  private <T extends NetworkFact> Stream<T> all(String prefix, Class<T> kind) {
    return part(byKey, prefix).values().stream().map(kind::cast);
  }

  private static SortedMap<String, NetworkFact> part(
      NavigableMap<String, NetworkFact> byKey, String prefix) {
    return byKey.subMap(prefix, prefix + Character.MAX_VALUE);
  }
}
