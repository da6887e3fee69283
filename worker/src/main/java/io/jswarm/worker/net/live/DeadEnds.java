package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.overlaynet.Literal;
import io.jswarm.overlaynet.kernel.Conntrack;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections to tasks that are gone: without it a caller waits for its time-out, and UDP goes
 * on to nobody for as long as somebody sends. To be told after the rules lead nobody there any
 * more. To look for connections takes the kernel milliseconds, which no rule shall wait for: a
 * thread of its own does it soon, and together for all that died meanwhile. All else is for the
 * data path's own thread.
 */
final class DeadEnds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadEnds.class);

  /** So long tasks are waited for that die together. */
  private static final Duration GATHERING = Duration.ofMillis(50);

  /** After a search the thread rests so many times as long as that took. */
  private static final int REST = 9;

  /** It rests no longer than that. */
  private static final Duration REST_MAX = Duration.ofSeconds(1);

  private final Namespaces namespaces;

  /** Tasks that have ended and of which managers do not know yet: what led to them is cut. */
  private Set<String> ended = Set.of();

  /** The task that was said last to be there. */
  private final Map<Place, String> owners = new HashMap<>();

  private final ScheduledExecutorService cutter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dead-ends").factory());

  /** By network, the addresses that are to be cut and that the thread has not taken up yet. */
  private final Map<String, Set<String>> due = new TreeMap<>();

  /** When the thread has rested from its last search. */
  private volatile long restedNanos = System.nanoTime();

  /** An address; two networks may both have it. */
  private record Place(String networkId, String address) {}

  DeadEnds(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * Has cut what leads to tasks that are no more, soon.
   *
   * @param change what led to the facts
   * @param withdrawn tasks whose processes have ended, whatever the facts say
   */
  void follow(Facts.Change change, Facts facts, Set<String> withdrawn) {
    for (NetworkFact fact : change.put()) {
      if (fact instanceof Backend task) {
        places(task).forEach(place -> own(place, task.taskId()));
      }
    }
    List<Backend> dead = new ArrayList<>();
    for (String taskId : withdrawn) {
      if (!ended.contains(taskId)) {
        facts.backend(taskId).ifPresent(dead::add);
      }
    }
    for (NetworkFact fact : change.gone()) {
      if (fact instanceof Backend task && !ended.contains(task.taskId())) {
        dead.add(task);
      }
    }
    left(dead).forEach(this::letCut);
    for (NetworkFact fact : change.gone()) {
      if (fact instanceof Backend task) {
        places(task).forEach(place -> owners.remove(place, task.taskId()));
      }
    }
    ended = Set.copyOf(withdrawn);
  }

  /** Their addresses by network, but for those where somebody else is by now. */
  private Map<String, Set<String>> left(List<Backend> dead) {
    Map<String, Set<String>> left = new TreeMap<>();
    for (Backend task : dead) {
      for (Place place : places(task)) {
        if (task.taskId().equals(owners.get(place))) {
          left.computeIfAbsent(place.networkId, _ -> new HashSet<>()).add(place.address);
        }
      }
    }
    return left;
  }

  /** Connections to the place are for this task from now on. */
  private void own(Place place, String taskId) {
    owners.put(place, taskId);
    synchronized (due) {
      Optional.ofNullable(due.get(place.networkId)).ifPresent(all -> all.remove(place.address));
    }
  }

  private void letCut(String networkId, Set<String> addresses) {
    Optional<NetNamespace> namespace = namespace(networkId);
    if (namespace.isEmpty()) {
      return;
    }
    synchronized (due) {
      Set<String> known = due.putIfAbsent(networkId, addresses);
      if (known != null) {
        known.addAll(addresses);
        return;
      }
    }
    long delay = Math.max(GATHERING.toNanos(), restedNanos - System.nanoTime());
    var _ = cutter.schedule(() -> cut(networkId, namespace.get()), delay, TimeUnit.NANOSECONDS);
  }

  /** Where connections of a network are tracked; empty when this node is not on it. */
  private Optional<NetNamespace> namespace(String networkId) {
    return networkId.equals(NetworkFact.FABRIC)
        ? Optional.of(namespaces.host())
        : namespaces.entered(networkId);
  }

  /** On the thread that cuts. */
  private void cut(String networkId, NetNamespace namespace) {
    Set<InetAddress> addresses = new HashSet<>();
    synchronized (due) {
      Optional.ofNullable(due.remove(networkId))
          .ifPresent(all -> all.forEach(each -> addresses.add(Literal.address(each))));
    }
    if (addresses.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    try (Conntrack connections = namespace.call(_ -> Conntrack.open())) {
      connections.cut(addresses);
      LOG.debug("connections to {} addresses are cut", addresses.size());
    } catch (RejectedExecutionException _) {
      LOG.debug("the network is no longer here, and its connections are gone with it");
    } catch (IOException e) {
      LOG.warn("connections to tasks that are gone are left: {}", e.getMessage());
    }
    long now = System.nanoTime();
    long rested = Math.max(now, restedNanos) + REST * (now - began);
    restedNanos = Math.min(rested, now + REST_MAX.toNanos());
  }

  private static List<Place> places(Backend task) {
    List<Place> places = new ArrayList<>();
    for (Endpoint at : task.networks()) {
      at.addresses().forEach(address -> places.add(new Place(at.networkId(), address)));
    }
    return places;
  }

  /** Ends once nothing is to be cut any more. */
  @Override
  public void close() {
    cutter.close();
  }
}
