package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.WorkloadPolicy;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Round;
import io.jswarm.worker.engine.ContainerPlan;
import org.jspecify.annotations.Nullable;

/**
 * What tasks may have of their hosts (docs/adr/031): whatever the policy becomes and whatever is
 * done to services, all that is wanted is allowed, and no container is started with more. A node
 * that has not heard yet that a task is to stop may still start it.
 */
final class PolicyRules {
  private PolicyRules() {}

  static WorkloadPolicy policy(ClusterImage image) {
    ClusterState cluster = image.cluster();
    return cluster == null ? WorkloadPolicy.NONE : cluster.swarm().spec().policy();
  }

  /** Whether a cluster's policy allows all that a task of this spec has. */
  static boolean allows(ClusterImage image, TaskSpec spec) {
    return allows(policy(image), spec.containerSpec());
  }

  private static boolean allows(WorkloadPolicy policy, @Nullable ContainerSpec container) {
    if (container == null) {
      return true;
    }
    boolean devices =
        container.devices().stream().allMatch(each -> policy.allowsDevice(each.pathOnHost()));
    return (policy.privileged() || !container.privileged())
        && (policy.gpus() || container.gpus() == 0)
        && (container.privileged() || devices); // who is privileged has them all
  }

  static void check(Round round, ClusterImage after) {
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutCluster _ -> after.tasks().values().forEach(task -> isAllowed(task, after));
        case Change.PutTask(Task task) -> isAllowed(task, after);
        default -> {}
      }
    }
  }

  private static void isAllowed(Task put, ClusterImage after) {
    Task task = after.task(put.id());
    require(
        task == null || !isWanted(task) || allows(after, task.spec()),
        () -> "%s is wanted, and %s does not allow it".formatted(put.id(), policy(after).text()));
  }

  private static boolean isWanted(Task task) {
    return task.isLive() && !task.isToStop();
  }

  /** Whether a task is wanted that has something of its host. */
  static boolean needsLeave(Task task) {
    return isWanted(task) && !allows(WorkloadPolicy.NONE, task.spec().containerSpec());
  }

  /** A container is started. */
  static void started(ClusterImage newest, ContainerPlan plan) {
    Task task = newest.task(plan.taskId());
    require(
        task == null || !isWanted(task) || allows(newest, plan.spec()),
        () ->
            "%s is started, and %s does not allow it"
                .formatted(plan.taskId(), policy(newest).text()));
  }
}
