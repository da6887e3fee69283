package io.jswarm.lab.sim;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
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
    image.services().values().forEach(each -> Fulfilment.missing(image, each, missing));
    image.services().values().forEach(each -> ScaleRules.missing(image, each, missing));
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

  private static void tasks(SimCluster world, ClusterImage image, List<String> missing) {
    Map<String, String> running = new TreeMap<>(world.ledger().containers().running());
    for (Task task : image.tasks().values()) {
      String host = running.remove(task.id());
      boolean should = task.status().state() == TaskState.RUNNING;
      if (should != (host != null) || (host != null && !host.equals(task.nodeId()))) {
        boolean passing =
            !Fulfilment.isSteady(task.spec()) || task.status().state() == TaskState.STARTING;
        if (!passing) {
          missing.add(
              "%s is %s and its container runs on %s"
                  .formatted(task.id(), task.status().state(), host));
        }
      }
      if (image.service(task.serviceId()) == null) {
        missing.add(task.id() + " has outlived its service");
      }
      if (task.isToStop() && task.status().state().isWithWorker()) {
        missing.add(task.id() + " has not stopped: " + task.status().state());
      }
    }
    running.forEach((task, host) -> missing.add("a stray container of " + task + " on " + host));
  }
}
