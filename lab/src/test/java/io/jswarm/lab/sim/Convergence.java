package io.jswarm.lab.sim;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is to be true when nothing has been broken for a while. */
final class Convergence {
  private Convergence() {}

  static boolean nodesAreReady(SimCluster world) {
    ClusterImage image = world.image();
    return image.nodes().size() == world.workers().size()
        && image.nodes().values().stream().allMatch(n -> n.status().state() == NodeState.READY);
  }

  /** Whether every host there is has a node. */
  static boolean isWhole(SimCluster world) {
    ClusterImage image = world.image();
    return image.nodes().size() == world.workers().size()
        && world.workers().stream()
            .allMatch(worker -> worker.isUp() && image.node(worker.id) != null);
  }

  /** What is still not as it should be, in sentences. */
  static List<String> missing(SimCluster world) {
    List<String> missing = new ArrayList<>();
    ManagerProcess leader = world.leader();
    if (leader == null) {
      missing.add("nobody leads");
      return missing;
    }
    ClusterImage image = leader.store.image();
    for (ManagerProcess manager : world.managers().running()) {
      if (manager.store.image().round() != image.round()) {
        missing.add(manager.id + " is behind");
      }
    }
    for (Node node : image.nodes().values()) {
      if (node.status().state() != NodeState.READY) {
        missing.add(node.id() + " is " + node.status().state());
      }
    }
    SimRoles.missing(world, image, missing);
    image.services().values().forEach(service -> service(image, service, missing));
    tasks(world, image, missing);
    missing.addAll(ForwardingRules.differences(world, image));
    for (SimWorker worker : world.workers()) {
      Set<String> needed = PayloadRules.neededOn(worker.id, image);
      if (!worker.payloads().equals(needed)) {
        missing.add("%s knows %s, needed are %s".formatted(worker.id, worker.payloads(), needed));
      }
    }
    for (Block block : image.blocks()) {
      if (!block.owner().equals(Block.VIPS) && image.node(block.owner()) == null) {
        missing.add("%s is still in the hands of %s".formatted(block, block.owner()));
      }
    }
    return missing;
  }

  private static void service(ClusterImage image, Service service, List<String> missing) {
    String name = service.spec().name();
    UpdateState update = service.updateStatus() == null ? null : service.updateStatus().state();
    if (update == UpdateState.UPDATING || update == UpdateState.ROLLBACK_STARTED) {
      missing.add("the update of " + name + " has not ended: " + update);
    }
    boolean paused = update == UpdateState.PAUSED || update == UpdateState.ROLLBACK_PAUSED;
    int replicas =
        service.spec().workload() instanceof Workload.Replicated(int wanted) ? wanted : 0;
    List<Task> alive = new ArrayList<>();
    for (Task task : image.tasksOfService(service.id())) {
      if (task.desiredState() == TaskState.READY || task.desiredState() == TaskState.RUNNING) {
        alive.add(task);
      }
    }
    long slots = alive.stream().map(Task::slot).distinct().count();
    long tasks = isSteady(service) ? alive.size() : slots; // start-first goes on trying
    if (slots != replicas || tasks != replicas) {
      missing.add(
          "%s has %d tasks in %d slots of %d".formatted(name, alive.size(), slots, replicas));
    }
    if (isSteady(service)) {
      for (Task task : alive) {
        if (task.status().state() != TaskState.RUNNING) {
          missing.add(
              "%s of %s is %s %s"
                  .formatted(task.id(), name, task.status().state(), task.status().err()));
        }
        if (!paused && !task.spec().equals(service.spec().taskTemplate())) {
          missing.add(task.id() + " of " + name + " is of an older spec");
        }
      }
    }
  }

  /** Whether its tasks run for ever once they run. */
  static boolean isSteady(Service service) {
    ContainerSpec container = service.spec().taskTemplate().containerSpec();
    String image = container == null ? "" : container.image();
    return image.startsWith("steady") || image.equals("stubborn");
  }

  private static void tasks(SimCluster world, ClusterImage image, List<String> missing) {
    Map<String, String> running = new TreeMap<>(world.ledger().containers().running());
    for (Task task : image.tasks().values()) {
      String host = running.remove(task.id());
      boolean should = task.status().state() == TaskState.RUNNING;
      if (should != (host != null) || (host != null && !host.equals(task.nodeId()))) {
        boolean passing = !isSteadyTask(task) || task.status().state() == TaskState.STARTING;
        if (!passing) {
          missing.add(
              "%s is %s and its container runs on %s"
                  .formatted(task.id(), task.status().state(), host));
        }
      }
      if (image.service(task.serviceId()) == null) {
        missing.add(task.id() + " has outlived its service");
      }
      if (task.desiredState().isAfter(TaskState.RUNNING) && task.status().state().isWithWorker()) {
        missing.add(task.id() + " has not stopped: " + task.status().state());
      }
    }
    running.forEach((task, host) -> missing.add("a stray container of " + task + " on " + host));
  }

  private static boolean isSteadyTask(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    String image = container == null ? "" : container.image();
    return image.startsWith("steady") || image.equals("stubborn");
  }
}
