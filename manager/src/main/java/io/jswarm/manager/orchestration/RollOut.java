package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the slots of a service to its present spec as its update configuration says: so many at a
 * time (0: all at once), with a delay after each, stopping the old task before the new one starts
 * or after; and stops, or goes back, when too many of the new tasks fail. Where each slot stands is
 * read from its tasks and the rest from the service's update status, so a new leader goes on where
 * the last one stopped.
 */
final class RollOut {
  private RollOut() {}

  /** What a slot needs. */
  enum Stage {
    /** Its task is of the present spec and runs, or nothing is to run in it. */
    DONE,
    /** The roll-out has made a task of the present spec, which is on its way. */
    OPEN,
    /** The present spec was tried and stopped; it is tried again, or may not be. */
    TRIED,
    /** Only tasks of older specs. */
    STALE
  }

  /**
   * Goes on with what the service's spec asks for.
   *
   * @param agenda told when to look again
   * @return whether no touched slot was left for the next round; what is stale stays so until it
   *     can be replaced
   */
  static boolean proceed(Turn turn, Service asked, SlotBook book, Agenda agenda) {
    boolean complete = retireOthers(turn, asked, book);
    book.refresh(turn, asked);
    Service service = UpdateProgress.begun(turn, asked, book);
    if (UpdateProgress.isPaused(service)) {
      return complete;
    }
    if (UpdateProgress.isUnderWay(service)) {
      Optional<Task> culprit = FailureLimit.passedBy(service, book);
      if (culprit.isPresent()) {
        UpdateProgress.failed(turn, service, culprit.get());
        return complete;
      }
    }
    replaceStale(turn, service, book, agenda);
    finish(turn, service, book, agenda);
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
          stage = stage == Stage.OPEN || Attempt.isOpen(task) ? Stage.OPEN : Stage.TRIED;
        }
      }
    }
    return stage == Stage.STALE && gaveUp(turn, service, slot) ? Stage.TRIED : stage;
  }

  /** The update configuration that is in force. */
  static UpdateConfig configOf(Service service) {
    UpdateConfig config =
        UpdateProgress.stateOf(service) == UpdateState.ROLLBACK_STARTED
            ? service.spec().rollbackConfig()
            : service.spec().updateConfig();
    return config == null ? UpdateConfig.DEFAULT : config;
  }

  /** Whether a stopped task still counts in the roll-out that is under way. */
  static boolean isCounted(Turn turn, @Nullable Service service, Slot slot, Task task) {
    return service != null
        && task.rolledOut()
        && UpdateProgress.isUnderWay(service)
        && Attempt.in(turn, service, slot).filter(one -> one.task().equals(task)).isPresent();
  }

  /** Whether the present spec was tried here while the old task ran on, and may not be again. */
  private static boolean gaveUp(Turn turn, Service service, Slot slot) {
    Task newest = slot.newest();
    return !Tasks.isWanted(newest)
        && Tasks.isStopped(newest)
        && !Tasks.isStale(newest, service, turn.node(newest.nodeId()))
        && Restarts.isSettled(newest, slot.tasks(), turn.at());
  }

  /** Stops what has done its part, also while an update is paused. */
  private static boolean retireOthers(Turn turn, Service service, SlotBook book) {
    for (Slot slot : book.touched()) {
      boolean moves = Relief.in(slot).isPresent(); // it is settled by whether the new one runs
      List<Task> others = moves ? List.of() : superseded(turn, service, slot);
      if (!others.isEmpty() && turn.isFull()) {
        return false;
      }
      others.forEach(task -> turn.desire(task, TaskState.SHUTDOWN));
    }
    return true;
  }

  /**
   * Where a task of the present spec runs, every other one; where only older ones run, those before
   * the newest of them: it was to take their place, and came to run after its update was overtaken.
   */
  private static List<Task> superseded(Turn turn, Service service, Slot slot) {
    List<Task> wanted = slot.wanted();
    if (wanted.size() < 2) {
      return List.of();
    }
    List<Task> stale =
        wanted.stream()
            .filter(task -> Tasks.isStale(task, service, turn.node(task.nodeId())))
            .toList();
    Optional<Task> fresh =
        wanted.stream().filter(task -> Tasks.isRunning(task) && !stale.contains(task)).findFirst();
    if (fresh.isPresent()) {
      return wanted.stream().filter(task -> !task.id().equals(fresh.get().id())).toList();
    }
    return stale.reversed().stream().dropWhile(task -> !Tasks.isRunning(task)).skip(1).toList();
  }

  private static void replaceStale(Turn turn, Service service, SlotBook book, Agenda agenda) {
    UpdateConfig config = configOf(service);
    Instant stillResting = turn.at().minus(config.delay()).plusNanos(1);
    Attempts attempts = book.attempts();
    int resting = config.delay().isZero() ? 0 : attempts.settledFrom(stillResting);
    long room =
        config.parallelism() == 0 ? Long.MAX_VALUE : config.parallelism() - book.open() - resting;
    List<Slot> stale = book.slots(book.stale());
    stale.sort(Comparator.comparing(Slot::isRunning)); // what serves nobody goes first
    for (Slot slot : stale) {
      if (room <= 0 || turn.isFull()) {
        break;
      }
      replace(turn, service, slot, config.orderOrDefault());
      room--;
    }
    if (resting > 0 && !stale.isEmpty()) {
      attempts
          .firstFrom(stillResting)
          .ifPresent(one -> agenda.wake(service.id(), one.place(), one.at().plus(config.delay())));
    }
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
    NewTask.rollOut(turn, service, slot.place());
  }

  /** The end is when the last of the new tasks has been watched for as long as is asked. */
  private static void finish(Turn turn, Service service, SlotBook book, Agenda agenda) {
    if (!UpdateProgress.isUnderWay(service) || !book.stale().isEmpty() || book.open() > 0) {
      return;
    }
    Optional<Attempts.Settled> last = book.attempts().last();
    Instant end =
        last.map(one -> one.at().plus(configOf(service).monitorOrDefault())).orElse(turn.at());
    if (end.isAfter(turn.at())) {
      last.ifPresent(one -> agenda.wake(service.id(), one.place(), end));
    } else {
      UpdateProgress.completed(turn, service);
    }
  }
}
