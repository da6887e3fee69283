package io.jswarm.daemon.rest;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Objects;

/**
 * How many tasks of a service run, should run and have completed. A task on a node that is down, or
 * that is to be stopped, is not counted as running.
 */
final class Counts {
  private Counts() {}

  static ServiceStatus of(ClusterImage image, Service service) {
    Workload workload = service.spec().workload();
    long running = 0;
    long live = 0;
    long completed = 0;
    for (Task task : image.tasksOfService(service.id())) {
      if (workload.isJob() && !isOfThisRun(service, task)) {
        continue;
      }
      TaskState state = task.status().state();
      boolean wanted = !task.desiredState().isAfter(TaskState.COMPLETE);
      live += wanted && !state.isTerminal() ? 1 : 0;
      running +=
          wanted && state == TaskState.RUNNING && Unheard.isHeard(image.node(task.nodeId()))
              ? 1
              : 0;
      completed += state == TaskState.COMPLETE ? 1 : 0;
    }
    return new ServiceStatus(running, desired(workload, live, completed), completed);
  }

  private static long desired(Workload workload, long live, long completed) {
    return switch (workload) {
      case Workload.Replicated(int replicas) -> replicas;
      case Workload.Global(), Workload.GlobalJob() -> live;
      case Workload.ReplicatedJob(int concurrent, int total) ->
          Math.min(concurrent, Math.max(0, total - completed));
    };
  }

  private static boolean isOfThisRun(Service service, Task task) {
    return service.jobStatus() == null
        || Objects.equals(service.jobStatus().jobIteration(), task.jobIteration());
  }
}
