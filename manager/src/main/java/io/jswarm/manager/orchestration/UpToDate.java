package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;

/** Whether a roll-out would leave a task alone: what clients see is what managers act on. */
public final class UpToDate {
  private UpToDate() {}

  /** Whether the task is as its service's present spec wants it; not when its service is gone. */
  public static boolean is(ClusterImage image, Task task) {
    Service service = image.service(task.serviceId());
    return service != null
        && !Tasks.isStale(
            task, service, task.nodeId().isEmpty() ? null : image.node(task.nodeId()));
  }
}
