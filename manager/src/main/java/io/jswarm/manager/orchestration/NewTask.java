package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskRestart;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.raftstore.image.Change;
import io.jswarm.scheduler.Move;
import org.jspecify.annotations.Nullable;

/** Makes tasks of a service's present spec. */
final class NewTask {
  private static final String WAITING = "pending task scheduling";

  private NewTask() {}

  /**
   * Adds a task to a place. It is held at READY until {@link Promotion} lets it go, in the same
   * round when there is nothing to wait for. One that is made for a node waits for the scheduler's
   * word like any other.
   *
   * @param restart why it is made, when it replaces a task that stopped by itself
   */
  static void add(Turn turn, Service service, Place place, @Nullable TaskRestart restart) {
    turn.add(new Change.PutTask(make(turn, service, place, restart)));
  }

  /** Adds one to a place instead of tasks of an older spec. */
  static void rollOut(Turn turn, Service service, Place place) {
    Task task = make(turn, service, place, null).withRolledOut(true);
    turn.add(new Change.PutTask(task));
  }

  /**
   * Adds one that takes the place of a task that runs, on another node. It has nobody to wait for.
   */
  static Task relieve(Turn turn, Service service, Move move) {
    Place place = new Place(move.task().slot(), move.to());
    Task task =
        make(turn, service, place, null)
            .withDesiredState(TaskState.RUNNING)
            .withRelieves(move.task().id());
    turn.add(new Change.PutTask(task));
    return task;
  }

  private static Task make(Turn turn, Service service, Place place, @Nullable TaskRestart restart) {
    JobStatus job = service.jobStatus();
    TaskStatus waiting = TaskStatus.of(TaskState.PENDING, turn.at(), WAITING);
    return Task.of(turn.mintId(), service.id(), service.spec().taskTemplate(), waiting)
        .withSlot(place.slot())
        .withNodeId(place.nodeId())
        .withDesiredState(TaskState.READY)
        .withJobIteration(job == null ? null : job.jobIteration())
        .withSpecVersion(service.specVersion())
        .withRestart(restart);
  }
}
