package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.testkit.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Every container that runs, and where each task's ever ran. A task's container is started once;
 * when it begins, no other of its slot runs but those it need not wait for; and two of a slot on
 * nodes that can be reached are an affair of moments.
 */
final class Containers {
  /** A stubborn task's ten seconds, a kill that is repeated after ten more, and a slow engine. */
  private static final Duration DOUBLE_MAX = Duration.ofSeconds(40);

  private final Set<String> fenced = new HashSet<>();

  private final Trace trace;
  private final Supplier<ClusterImage> image;
  private final SlotRules slots;
  private final Map<String, String> startedOn = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, String> running = new TreeMap<>();
  private final Map<Place, Instant> doubleSince = new HashMap<>();

  Containers(Trace trace, Supplier<ClusterImage> image, SlotRules slots) {
    this.trace = trace;
    this.image = image;
    this.slots = slots;
  }

  /** A container of the task begins to run. */
  void started(String taskId, String host) {
    trace.add("start " + taskId + " on " + host);
    String before = startedOn.put(taskId, host);
    require(
        before == null, () -> "task %s runs again on %s, after %s".formatted(taskId, host, before));
    Task task = image.get().task(taskId);
    if (task != null) {
      Service service = image.get().service(task.serviceId());
      if (service != null) {
        if (task.spec().fence()) {
          unique(task, service);
        }
        alone(task, service);
        places.put(taskId, Place.of(service, task));
      }
      if (task.spec().fence()) {
        fenced.add(taskId);
      }
    }
    running.put(taskId, host);
  }

  /** Of tasks that fence themselves never two run in one slot, on whatever nodes. */
  private void unique(Task task, Service service) {
    for (String other : runningIn(Place.of(service, task))) {
      require(
          !fenced.contains(other),
          () ->
              "%s begins on %s while %s of the same slot runs on %s, and both are fenced"
                  .formatted(task.id(), task.nodeId(), other, running.get(other)));
    }
  }

  private void alone(Task task, Service service) {
    Place place = Place.of(service, task);
    long others =
        runningIn(place).stream().filter(other -> !slots.isExcused(task.id(), other)).count();
    long allowed = SlotRules.isStartFirst(service) || !task.relieves().isEmpty() ? 1 : 0;
    require(
        others <= allowed,
        () ->
            "%s begins in %s, %s, where %s runs"
                .formatted(task.id(), place, service.spec().name(), runningIn(place)));
  }

  /** It runs no more. */
  void ended(String taskId, String host) {
    trace.add("end " + taskId + " on " + host);
    running.remove(taskId);
    places.remove(taskId);
  }

  /** The tasks whose containers run in one place. */
  Set<String> runningIn(Place place) {
    Set<String> found = new TreeSet<>();
    for (String taskId : running.keySet()) {
      if (place.equals(places.get(taskId))) {
        found.add(taskId);
      }
    }
    return found;
  }

  /** Looks for slots that are filled twice on hosts the leader can talk to. */
  void lookForDoubles(Instant now, Predicate<String> isReachable) {
    Map<Place, Integer> counts = new HashMap<>();
    running.forEach((taskId, host) -> {
      Place place = places.get(taskId);
      if (place != null && isReachable.test(host)) {
        counts.merge(place, 1, Integer::sum);
      }
    });
    counts.values().removeIf(count -> count < 2);
    doubleSince.keySet().retainAll(counts.keySet());
    for (Place place : counts.keySet()) {
      Service service = image.get().service(place.serviceId());
      boolean startFirst = service != null && SlotRules.isStartFirst(service);
      Instant since = doubleSince.computeIfAbsent(place, _ -> now);
      require(
          startFirst || isRelieved(place) || since.plus(DOUBLE_MAX).isAfter(now),
          () -> "%s runs twice since %s: %s".formatted(place, since, runningIn(place)));
    }
  }

  /** Whether one of them is to run before the other may stop. */
  private boolean isRelieved(Place place) {
    Set<String> both = runningIn(place);
    return both.stream()
        .map(id -> image.get().task(id))
        .anyMatch(task -> task != null && both.contains(task.relieves()));
  }

  /** How many containers were started in all. */
  long starts() {
    return startedOn.size();
  }

  /** Where containers run, by task. */
  Map<String, String> running() {
    return running;
  }
}
