package io.jswarm.daemon.rest;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;

/** The names of tasks: {@code <service>.<slot or node id>.<task id>}. */
final class TaskNames {
  private TaskNames() {}

  static String of(ClusterImage image, Task task) {
    Service service = image.service(task.serviceId());
    String owner = service == null ? task.serviceId() : service.spec().name();
    String place = task.slot() == 0 ? task.nodeId() : Integer.toString(task.slot());
    return owner + "." + place + "." + task.id();
  }
}
