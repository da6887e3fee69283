package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which topics each node hears of: the fabric, and every network it has tasks on that have not
 * ended, or is about to have some. Not thread-safe.
 */
public final class NodeTopics {
  /** By node: how many tasks it has on each network. */
  private final Map<String, TreeMap<String, Integer>> tasks = new TreeMap<>();

  /** By network: the nodes that have tasks on it. */
  private final Map<String, TreeSet<String>> nodes = new TreeMap<>();

  private ClusterImage image;

  /** The topics of an image's nodes. */
  public NodeTopics(ClusterImage image) {
    this.image = image;
    count(image);
  }

  private void count(ClusterImage of) {
    Set<String> all = new TreeSet<>();
    of.tasks().values().forEach(task -> add(task, 1, all));
  }

  /** Moves on to the image that these changes led to; answers whose topics may be others now. */
  public Set<String> apply(List<Change> changes, ClusterImage next) {
    Set<String> taskIds = new TreeSet<>();
    for (Change change : changes) {
      if (change instanceof Change.OfTask ofTask) {
        taskIds.add(ofTask.taskId());
      }
    }
    Set<String> moved = new TreeSet<>();
    for (String taskId : taskIds) {
      Task before = image.task(taskId);
      Task after = next.task(taskId);
      if (!networks(before).equals(networks(after)) || !nodeId(before).equals(nodeId(after))) {
        add(before, -1, moved);
        add(after, 1, moved);
      }
    }
    image = next;
    return moved;
  }

  /** Moves on to an image when nobody knows what led to it. */
  public void replace(ClusterImage next) {
    tasks.clear();
    nodes.clear();
    count(next);
    image = next;
  }

  /** What the node hears of. */
  public List<String> of(String nodeId) {
    TreeMap<String, Integer> counts = tasks.get(nodeId);
    return counts == null ? Topics.EVERYWHERE : Topics.of(counts.keySet());
  }

  /** The nodes that hear of any of these topics. */
  public Collection<String> hearing(Collection<String> topics) {
    if (topics.stream().anyMatch(Topics.EVERYWHERE::contains)) {
      return image.nodes().keySet();
    }
    Set<String> hearing = new TreeSet<>();
    for (String topic : topics) {
      hearing.addAll(nodes.getOrDefault(topic, new TreeSet<>()));
    }
    return hearing;
  }

  private void add(@Nullable Task task, int count, Set<String> moved) {
    String nodeId = nodeId(task);
    for (String network : networks(task)) {
      TreeMap<String, Integer> counts = tasks.computeIfAbsent(nodeId, _ -> new TreeMap<>());
      int now = counts.merge(network, count, Integer::sum);
      if (now == 0) {
        counts.remove(network);
        leave(network, nodeId);
        moved.add(nodeId);
      } else if (now == count) {
        nodes.computeIfAbsent(network, _ -> new TreeSet<>()).add(nodeId);
        moved.add(nodeId);
      }
      if (counts.isEmpty()) {
        tasks.remove(nodeId);
      }
    }
  }

  private void leave(String network, String nodeId) {
    nodes.computeIfPresent(
        network,
        (_, there) -> {
          there.remove(nodeId);
          return there.isEmpty() ? null : there;
        });
  }

  private static List<String> networks(@Nullable Task task) {
    return task != null && task.isLive() && !task.nodeId().isEmpty()
        ? Attachments.overlays(task)
        : List.of();
  }

  private static String nodeId(@Nullable Task task) {
    return task == null ? "" : task.nodeId();
  }
}
