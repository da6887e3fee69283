package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.AutoscaleStatus.Scaling;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.api.model.Workload;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the number of tasks of services follow their load. Told by the dispatcher what tasks use, it
 * changes services within a turn of the writer; nothing is decided on figures that are not there.
 *
 * <p>It is kept through a term, over all its turns. What it changes is the number of tasks and the
 * service's autoscale status: no roll-out begins, and what the service can be rolled back to stays.
 * A number that somebody has set stays for the cooldown; while an update is under way there are
 * more tasks, but not fewer.
 */
public final class Autoscaler {
  /** Answers of nodes that come within this are judged together. */
  static final Duration JUDGE_EVERY = Duration.ofSeconds(1);

  /** Figures alone are written down no more often. */
  static final Duration TELL_EVERY = Duration.ofSeconds(30);

  /** And only when they have changed by so many percent of the whole. */
  private static final long TELL_FROM = 10;

  private final Map<String, Watch> watches = new TreeMap<>();
  private final TreeSet<String> heard = new TreeSet<>();
  private @Nullable Instant judgedAt;

  /** A node says what its tasks use. */
  public void heard(ClusterImage image, String nodeId, WorkerMessage.Usage usage, Instant now) {
    for (WorkerMessage.TaskUse use : usage.tasks()) {
      Task task = image.task(use.taskId());
      Service service = task == null ? null : image.service(task.serviceId());
      if (task != null && service != null && follows(service) && task.nodeId().equals(nodeId)) {
        watches.computeIfAbsent(service.id(), _ -> new Watch()).read(usage.atNanos(), use, now);
        heard.add(service.id());
      }
    }
  }

  /** When there is something to judge although nothing happens. */
  public Optional<Instant> wakeAt() {
    return heard.isEmpty() || judgedAt == null
        ? Optional.empty()
        : Optional.of(judgedAt.plus(JUDGE_EVERY));
  }

  /** Adds to the turn what follows from what was heard. */
  public void run(Turn turn) {
    Instant now = turn.at();
    boolean early =
        judgedAt != null && !now.isBefore(judgedAt) && now.isBefore(judgedAt.plus(JUDGE_EVERY));
    if (heard.isEmpty() || early) {
      return;
    }
    judgedAt = now;
    watches.keySet().removeIf(id -> !follows(turn.image().service(id)));
    while (!heard.isEmpty() && !turn.isFull()) {
      Service service = turn.image().service(heard.pollFirst());
      Watch watch = service == null ? null : watches.get(service.id());
      if (service != null && watch != null) {
        judge(turn, service, watch);
      }
    }
  }

  private static boolean follows(@Nullable Service service) {
    return service != null && service.spec().autoscale() != null;
  }

  private static void judge(Turn turn, Service service, Watch watch) {
    Autoscale wish = service.spec().autoscale();
    if (wish == null || !(service.spec().workload() instanceof Workload.Replicated(int current))) {
      return;
    }
    Crew crew = watch.crew(turn.image().tasksOfService(service.id()), current, turn.at());
    Optional<Recommendation> found = Recommendation.of(wish, current, crew);
    if (found.isPresent()) {
      watch.history().note(found.get().tasks(), turn.at());
      OptionalLong next = choose(service, wish, current, watch.history(), turn.at());
      if (next.isPresent()) {
        scale(turn, service, current, next.getAsLong(), found.get());
      } else {
        tell(turn, service, found.get());
      }
    }
  }

  private static OptionalLong choose(
      Service service, Autoscale wish, long current, Recommendations history, Instant now) {
    Duration cooldown = wish.cooldownOrDefault();
    Instant setAt = statusOf(service).setByHandAt();
    if (setAt != null && now.isBefore(setAt.plus(cooldown))) {
      return OptionalLong.empty();
    }
    OptionalLong more = history.more(current, cooldown, now);
    return more.isPresent() || isUpdating(service) ? more : history.fewer(current, cooldown, now);
  }

  private static boolean isUpdating(Service service) {
    UpdateStatus status = service.updateStatus();
    return status != null
        && (status.state() == UpdateState.UPDATING
            || status.state() == UpdateState.ROLLBACK_STARTED);
  }

  private static void scale(
      Turn turn, Service service, long current, long next, Recommendation found) {
    ServiceSpec spec = service.spec().withMode(service.spec().mode().withReplicas(next));
    Scaling scaling = new Scaling(current, next, found.reason(), turn.at());
    AutoscaleStatus status = seen(service, found, turn.at()).scaled(scaling);
    turn.add(new Change.PutService(service.withSpec(spec).withAutoscaleStatus(status)));
  }

  /** Writes down what was seen, if it has become another. */
  private static void tell(Turn turn, Service service, Recommendation found) {
    AutoscaleStatus before = statusOf(service);
    Instant seenAt = before.seenAt();
    boolean again =
        seenAt == null || Duration.between(seenAt, turn.at()).abs().compareTo(TELL_EVERY) >= 0;
    if (again && isNews(before, found)) {
      turn.add(new Change.PutService(service.withAutoscaleStatus(seen(service, found, turn.at()))));
    }
  }

  private static boolean isNews(AutoscaleStatus before, Recommendation found) {
    return Stream.of(Resource.values())
        .anyMatch(resource -> {
          Long was = resource == Resource.CPU ? before.cpu() : before.memory();
          Long is = found.percent(resource).orElse(null);
          if (was == null || is == null) {
            return !Objects.equals(was, is);
          }
          return Math.abs(is - was) >= TELL_FROM;
        });
  }

  private static AutoscaleStatus seen(Service service, Recommendation found, Instant at) {
    return statusOf(service)
        .seen(
            found.percent(Resource.CPU).orElse(null),
            found.percent(Resource.MEMORY).orElse(null),
            at);
  }

  private static AutoscaleStatus statusOf(Service service) {
    AutoscaleStatus status = service.autoscaleStatus();
    return status == null ? AutoscaleStatus.NONE : status;
  }
}
