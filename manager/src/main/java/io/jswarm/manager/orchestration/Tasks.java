package io.jswarm.manager.orchestration;

import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Questions about one task that several deciders ask. */
final class Tasks {
  private Tasks() {}

  /** Whether the cluster wants it to run, now or after a wait. */
  static boolean isWanted(Task task) {
    return !task.isToStop() && !isDone(task);
  }

  /** Whether it is a job's and has completed: it is never run again. */
  static boolean isDone(Task task) {
    return task.jobIteration() != null && task.status().state() == TaskState.COMPLETE;
  }

  static boolean isStopped(Task task) {
    return task.status().state().isTerminal();
  }

  static boolean isRunning(Task task) {
    return task.status().state() == TaskState.RUNNING;
  }

  /** Whether both were made of one spec, in one run when they are a job's. */
  static boolean sameRun(Task a, Task b) {
    return Objects.equals(a.specVersion(), b.specVersion())
        && Objects.equals(a.jobIteration(), b.jobIteration());
  }

  /** Whether its node can still be made to stop it, and would answer for it. */
  static boolean isReachable(Task task, @Nullable Node node) {
    return node != null && node.status().state() != NodeState.DOWN;
  }

  /**
   * Whether its container may run: as long as its node can be asked. One that fences itself may do
   * so longer, on a node that is down, until it must have stopped there.
   */
  static boolean mayRunOn(Task task, @Nullable Node node) {
    boolean unsure = task.spec().fence() && node != null && !node.status().fenced();
    return isReachable(task, node) || unsure;
  }

  /** Whether its node wants to be rid of it, or cannot run it any more. */
  static boolean mustMove(Task task, @Nullable Node node) {
    return !isReachable(task, node) || (node != null && node.spec().isDrained());
  }

  /**
   * Whether it runs something else than the service asks for now. A spec that differs only in
   * placement leaves a task alone whose node still fits.
   */
  static boolean isStale(Task task, Service service, @Nullable Node node) {
    if (Objects.equals(task.specVersion(), service.specVersion())) {
      return false;
    }
    TaskSpec wanted = service.spec().taskTemplate();
    if (lacksFabric(task, service)) {
      return true;
    }
    if (task.spec().equals(wanted)) {
      return false;
    }
    boolean onlyPlacementDiffers = task.spec().withPlacement(wanted.placement()).equals(wanted);
    return !(onlyPlacementDiffers && node != null && fits(node, wanted));
  }

  /**
   * Whether it cannot be reached from outside, which its service wants to be by now: it was made
   * when the service published nothing, and is on internal networks only.
   */
  private static boolean lacksFabric(Task task, Service service) {
    List<NetworkAttachment> attachments = task.networksAttachments();
    return !attachments.isEmpty()
        && Endpoints.isOnEveryNode(service)
        && attachments.stream()
            .map(NetworkAttachment::network)
            .noneMatch(
                network -> network.id().equals(NetworkFact.FABRIC) || network.spec().ingress());
  }

  private static boolean fits(Node node, TaskSpec spec) {
    return Constraints.parse(spec.placementOrAnywhere().constraints()).matches(node);
  }
}
