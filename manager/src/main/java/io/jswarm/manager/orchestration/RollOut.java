package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.raftstore.image.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the slots of a service to its present spec, at most {@code parallelism} at a time (0: all
 * at once), stopping the old task before the new one starts or after, as the service's order says.
 * Where each slot stands is read from its tasks, so a new leader goes on where the last one
 * stopped.
 */
final class RollOut {
  private RollOut() {}

  /** What a slot needs. */
  private enum Stage {
    /** Its task is of the present spec and runs. */
    DONE,
    /** A task of the present spec is on its way. */
    IN_FLUX,
    /** Only tasks of older specs. */
    STALE
  }

  static void proceed(Turn turn, Service service) {
    List<Slot> stale = new ArrayList<>();
    int inFlux = 0;
    for (Slot slot : Slot.group(turn.tasksOf(service.id())).values()) {
      if (turn.isFull()) {
        return;
      }
      Stage stage = stageOf(turn, service, slot);
      switch (stage) {
        case DONE -> retireStale(turn, service, slot);
        case IN_FLUX -> inFlux++;
        case STALE -> stale.add(slot);
      }
    }
    boolean rollingBack = isRollingBack(service);
    UpdateConfig config = configOf(service, rollingBack);
    long parallelism = config.parallelism() == 0 ? Long.MAX_VALUE : config.parallelism();
    for (Slot slot : stale) {
      if (inFlux >= parallelism || turn.isFull()) {
        break;
      }
      replace(turn, service, slot, config.orderOrDefault());
      inFlux++;
    }
    report(turn, service, stale.isEmpty() && inFlux == 0);
  }

  private static Stage stageOf(Turn turn, Service service, Slot slot) {
    boolean fresh = false;
    boolean stale = false;
    for (Task task : slot.tasks()) {
      if (!Tasks.isWanted(task)) {
        continue;
      }
      if (Tasks.isStale(task, service, turn.node(task.nodeId()))) {
        stale = true;
      } else if (Tasks.isRunning(task)) {
        return Stage.DONE;
      } else {
        fresh = true;
      }
    }
    if (fresh) {
      return isPartOfUpdate(service) ? Stage.IN_FLUX : Stage.DONE;
    }
    return stale ? Stage.STALE : Stage.DONE;
  }

  private static void retireStale(Turn turn, Service service, Slot slot) {
    boolean freshRuns =
        slot.wanted().stream()
            .anyMatch(t -> Tasks.isRunning(t) && !Tasks.isStale(t, service, turn.node(t.nodeId())));
    if (!freshRuns) {
      return;
    }
    for (Task task : slot.wanted()) {
      if (Tasks.isStale(task, service, turn.node(task.nodeId()))) {
        turn.desire(task, TaskState.SHUTDOWN);
      }
    }
  }

  private static void replace(Turn turn, Service service, Slot slot, String order) {
    if (order.equals("start-first")) {
      NewTask.add(turn, service, slot.number(), TaskState.RUNNING, null);
      return;
    }
    for (Task task : slot.wanted()) {
      turn.desire(task, TaskState.SHUTDOWN);
    }
    NewTask.add(turn, service, slot.number(), TaskState.READY, null);
  }

  private static void report(Turn turn, Service service, boolean done) {
    UpdateStatus status = service.updateStatus();
    UpdateState state = status == null ? null : status.state();
    if (!done && state == null) {
      write(turn, service, UpdateState.UPDATING, "update in progress", null);
    } else if (done && state == UpdateState.UPDATING) {
      write(turn, service, UpdateState.COMPLETED, "update completed", turn.at());
    } else if (done && state == UpdateState.ROLLBACK_STARTED) {
      write(turn, service, UpdateState.ROLLBACK_COMPLETED, "rollback completed", turn.at());
    }
  }

  private static void write(
      Turn turn, Service service, UpdateState state, String message, @Nullable Instant completed) {
    UpdateStatus before = service.updateStatus();
    Instant started = before == null || before.startedAt() == null ? turn.at() : before.startedAt();
    UpdateStatus status = new UpdateStatus(state, started, completed, message);
    turn.add(new Change.PutService(service.withUpdateStatus(status)));
  }

  private static boolean isPartOfUpdate(Service service) {
    UpdateStatus status = service.updateStatus();
    return status != null
        && (status.state() == UpdateState.UPDATING
            || status.state() == UpdateState.ROLLBACK_STARTED);
  }

  private static boolean isRollingBack(Service service) {
    UpdateStatus status = service.updateStatus();
    return status != null && status.state() == UpdateState.ROLLBACK_STARTED;
  }

  private static UpdateConfig configOf(Service service, boolean rollingBack) {
    UpdateConfig config =
        rollingBack ? service.spec().rollbackConfig() : service.spec().updateConfig();
    return config == null ? UpdateConfig.DEFAULT : config;
  }
}
