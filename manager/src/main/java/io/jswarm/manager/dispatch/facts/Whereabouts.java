package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Who needs to know where a node is: those that it shares a network with, everybody when it has
 * published tasks, and those nodes that do.
 */
final class Whereabouts {
  private Whereabouts() {}

  /** The topics of a node's address and of its blocks of the fabric. */
  static List<String> topics(String nodeId, ClusterImage image) {
    List<String> topics = new ArrayList<>(List.of(Topics.own(nodeId), Topics.NODES));
    if (image.tasksOfNode(nodeId).stream().anyMatch(task -> isPublished(task, image))) {
      topics.add(Topics.BEARERS);
    }
    image.blocksOfNode(nodeId).stream()
        .map(Block::networkId)
        .filter(network -> !network.equals(NetworkFact.FABRIC))
        .distinct()
        .forEach(topics::add);
    return List.copyOf(topics);
  }

  /** The node's blocks of the fabric. */
  static List<Block> onFabric(String nodeId, ClusterImage image) {
    return image.blocksOfNode(nodeId).stream()
        .filter(block -> block.networkId().equals(NetworkFact.FABRIC))
        .toList();
  }

  /** Whether every node may have to send to the task what arrives at a published port. */
  static boolean isPublished(Task task, ClusterImage image) {
    if (!task.isLive() || task.isUnassigned()) {
      return false;
    }
    Service service = image.service(task.serviceId());
    return Attachments.isPublished(task) || (service != null && !Fronts.ports(service).isEmpty());
  }
}
