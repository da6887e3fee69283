package io.jswarm.lab.sim;

import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * In the end every node follows exactly what the image says: but for tasks that come and go for
 * ever, and for networks that a node hears of because of them.
 */
final class ForwardingRules {
  private final ClusterImage image;
  private final String nodeId;

  /** Networks that the node may hear of in this moment, and in the next no more. */
  private final Set<String> passing = new HashSet<>();

  private ForwardingRules(ClusterImage image, String nodeId) {
    this.image = image;
    this.nodeId = nodeId;
    image.tasks().values().stream().filter(this::isPassing).forEach(task -> note(task, true));
    image.tasks().values().stream().filter(this::isHere).forEach(task -> note(task, false));
  }

  private void note(Task task, boolean passes) {
    for (NetworkAttachment attachment : task.networksAttachments()) {
      if (passes) {
        passing.add(attachment.network().id());
      } else {
        passing.remove(attachment.network().id());
      }
    }
  }

  private boolean isPassing(Task task) {
    return isPassing(task.serviceId());
  }

  private boolean isPassing(String serviceId) {
    Service service = image.service(serviceId);
    return service != null && !Fulfilment.isSteady(service);
  }

  private boolean isHere(Task task) {
    return task.isLive()
        && !task.isUnassigned()
        && task.nodeId().equals(nodeId)
        && !isPassing(task);
  }

  /** What is otherwise, in sentences. */
  static List<String> differences(SimCluster world, ClusterImage image) {
    FactBook book = new FactBook(image);
    NodeTopics topics = new NodeTopics(image);
    List<String> differences = new ArrayList<>();
    for (SimWorker worker : world.workers()) {
      Map<String, NetworkFact> said = new TreeMap<>();
      for (String topic : topics.of(worker.id)) {
        book.facts(topic).forEach(fact -> said.put(fact.key(), fact));
      }
      new ForwardingRules(image, worker.id).compare(said, worker.kernel.facts(), differences);
    }
    return differences;
  }

  private void compare(
      Map<String, NetworkFact> said, Map<String, NetworkFact> all, List<String> differences) {
    Map<String, NetworkFact> follows = new TreeMap<>(all);
    said.values().removeIf(this::isPassing);
    follows.values().removeIf(this::isPassing);
    said.forEach((key, fact) -> {
      if (!Objects.equals(follows.remove(key), fact)) {
        differences.add(nodeId + " does not follow " + fact);
      }
    });
    follows.keySet().forEach(key -> differences.add(nodeId + " still follows " + key));
  }

  private boolean isPassing(NetworkFact fact) {
    return switch (fact) {
      case NetworkFact.Peer _ -> false;
      case NetworkFact.Segment segment -> passing.contains(segment.networkId());
      case NetworkFact.Block block -> passing.contains(block.networkId());
      case NetworkFact.Front front ->
          front.ports().isEmpty()
              && front.networks().stream().allMatch(name -> passing.contains(name.networkId()));
      case NetworkFact.Backend backend ->
          (backend.serviceId() != null && isPassing(backend.serviceId()))
              || backend.networks().stream().allMatch(end -> passing.contains(end.networkId()));
    };
  }
}
