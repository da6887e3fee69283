package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.raftstore.image.Change;
import java.time.Instant;
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
  enum Stage {
    /** Its task is of the present spec and runs, or nothing is to run in it. */
    DONE,
    /** A task of the present spec is on its way, or may not be tried again. */
    IN_FLUX,
    /** Only tasks of older specs. */
    STALE
  }

  /**
   * Goes on with what the service's spec asks for.
   *
   * @return whether no touched slot was left for the next round; what is stale stays so until it
   *     can be replaced
   */
  static boolean proceed(Turn turn, Service service, SlotBook book) {
    boolean complete = retireOthers(turn, service, book);
    book.refresh(turn, service);
    List<Slot> stale = book.slots(book.stale());
    if (stale.isEmpty() && !isPartOfUpdate(service)) {
      return complete; // what is in flux is not because of an update
    }
    UpdateConfig config = configOf(service);
    long parallelism = config.parallelism() == 0 ? Long.MAX_VALUE : config.parallelism();
    long inFlux = book.inFlux();
    boolean done = stale.isEmpty() && inFlux == 0;
    for (Slot slot : stale) {
      if (inFlux >= parallelism || turn.isFull()) {
        break;
      }
      replace(turn, service, slot, config.orderOrDefault());
      inFlux++;
    }
    report(turn, service, done);
    return complete;
  }

  static Stage stageOf(Turn turn, Service service, Slot slot) {
    Stage stage = Stage.DONE;
    for (Task task : slot.tasks()) {
      if (Tasks.isWanted(task)) {
        if (Tasks.isStale(task, service, turn.node(task.nodeId()))) {
          stage = stage == Stage.DONE ? Stage.STALE : stage;
        } else if (Tasks.isRunning(task)) {
          return Stage.DONE;
        } else {
          stage = Stage.IN_FLUX;
        }
      }
    }
    return stage == Stage.STALE && gaveUp(turn, service, slot) ? Stage.IN_FLUX : stage;
  }

  /** Whether the present spec was tried here while the old task ran on, and may not be again. */
  private static boolean gaveUp(Turn turn, Service service, Slot slot) {
    Task newest = slot.newest();
    return !Tasks.isWanted(newest)
        && Tasks.isStopped(newest)
        && !Tasks.isStale(newest, service, turn.node(newest.nodeId()))
        && Restarts.isSettled(newest, slot.tasks(), turn.at());
  }

  /** Where a task of the present spec runs, every other one has done its part. */
  private static boolean retireOthers(Turn turn, Service service, SlotBook book) {
    for (Slot slot : book.touched()) {
      List<Task> wanted = slot.wanted();
      if (wanted.size() > 1 && stageOf(turn, service, slot) == Stage.DONE) {
        if (turn.isFull()) {
          return false;
        }
        Task stays = null;
        for (Task task : wanted) {
          boolean fresh = !Tasks.isStale(task, service, turn.node(task.nodeId()));
          if (stays == null && fresh && Tasks.isRunning(task)) {
            stays = task;
          } else {
            turn.desire(task, TaskState.SHUTDOWN);
          }
        }
      }
    }
    return true;
  }

  /**
   * With start-first the task that runs stays until the new one does; an update may have left two.
   */
  private static void replace(Turn turn, Service service, Slot slot, String order) {
    List<Task> wanted = slot.wanted();
    Task stays =
        order.equals("start-first")
            ? wanted.reversed().stream().filter(Tasks::isRunning).findFirst().orElse(null)
            : null;
    for (Task task : wanted) {
      if (stays == null || !task.id().equals(stays.id())) {
        turn.desire(task, TaskState.SHUTDOWN);
      }
    }
    NewTask.add(turn, service, slot.number(), null);
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

  private static UpdateConfig configOf(Service service) {
    UpdateStatus status = service.updateStatus();
    boolean rollingBack = status != null && status.state() == UpdateState.ROLLBACK_STARTED;
    UpdateConfig config =
        rollingBack ? service.spec().rollbackConfig() : service.spec().updateConfig();
    return config == null ? UpdateConfig.DEFAULT : config;
  }
}
