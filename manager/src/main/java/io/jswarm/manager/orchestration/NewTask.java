package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskRestart;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.raftstore.image.Change;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tasks of a service's present spec. */
final class NewTask {
  private static final String WAITING = "pending task scheduling";

  private NewTask() {}

  /**
   * Adds a task to a slot.
   *
   * @param desired RUNNING to start it as soon as it is placed, READY to hold it until {@link
   *     Promotion} lets it go
   */
  static void add(
      Turn turn, Service service, int slot, TaskState desired, @Nullable TaskRestart restart) {
    Task task =
        new Task(
            turn.mintId(),
            io.jswarm.api.model.Version.ZERO,
            turn.at(),
            turn.at(),
            "",
            Map.of(),
            service.spec().taskTemplate(),
            service.id(),
            slot,
            "",
            TaskStatus.of(TaskState.PENDING, turn.at(), WAITING),
            desired,
            List.of(),
            List.of(),
            null,
            List.of(),
            service.specVersion(),
            restart);
    turn.add(new Change.PutTask(task));
  }
}
