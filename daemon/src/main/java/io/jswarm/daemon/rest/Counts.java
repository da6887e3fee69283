package io.jswarm.daemon.rest;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * How many tasks of a service run, should run and have completed. A task on a node that is down, or
 * that is to be stopped, is not counted as running. Of a job the present run counts only, and each
 * of its slots or nodes once.
 */
final class Counts {
  private Counts() {}

  private record Place(int slot, String nodeId) {}

  static ServiceStatus of(ClusterImage image, Service service) {
    Workload workload = service.spec().workload();
    long running = 0;
    long live = 0;
    Set<Place> completed = new HashSet<>();
    for (Task task : image.tasksOfService(service.id())) {
      if (workload.isJob() && !isOfThisRun(service, task)) {
        continue;
      }
      TaskState state = task.status().state();
      boolean wanted = !task.isToStop();
      live += wanted && !state.isTerminal() ? 1 : 0;
      running +=
          wanted && state == TaskState.RUNNING && Unheard.isHeard(image.node(task.nodeId()))
              ? 1
              : 0;
      if (workload.isJob() && state == TaskState.COMPLETE) {
        completed.add(new Place(task.slot(), workload.isPerNode() ? task.nodeId() : ""));
      }
    }
    return new ServiceStatus(running, desired(workload, live), completed.size());
  }

  /** What a job may run at once is said also when it is over, as Docker does. */
  private static long desired(Workload workload, long live) {
    return switch (workload) {
      case Workload.Replicated(int replicas) -> replicas;
      case Workload.Global(), Workload.GlobalJob() -> live;
      case Workload.ReplicatedJob(int concurrent, int _) -> concurrent;
    };
  }

  private static boolean isOfThisRun(Service service, Task task) {
    return service.jobStatus() == null
        || Objects.equals(service.jobStatus().jobIteration(), task.jobIteration());
  }
}
