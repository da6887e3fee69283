package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which topics each node hears of: the fabric, every network it has tasks on that have not ended,
 * or is about to have some, and where those are that it may have to send to. Where all nodes are it
 * hears of when all of them may send to it, since it has published tasks; and in any case in a
 * cluster of no more than {@link #ALL_KNOW_ALL_MAX}: then a container that calls another node's
 * address can be taken along on the fabric, and keeps its own address. In larger ones that would
 * grow with the square of the nodes (docs/adr/013). Not thread-safe.
 */
public final class NodeTopics {
  /** Nodes up to which each hears where all the others are. */
  public static final int ALL_KNOW_ALL_MAX = 250;

  /** By node: for how many of its tasks it hears of each topic. */
  private final Map<String, TreeMap<String, Integer>> tasks = new TreeMap<>();

  /** By topic: the nodes that hear of it for a task. */
  private final Map<String, TreeSet<String>> nodes = new TreeMap<>();

  private ClusterImage image;

  /** The topics of an image's nodes. */
  public NodeTopics(ClusterImage image) {
    this.image = image;
    count(image);
  }

  private void count(ClusterImage of) {
    Set<String> all = new TreeSet<>();
    of.tasks().values().forEach(task -> add(task.nodeId(), topics(task, of), 1, all));
  }

  /** Moves on to the image that these changes led to; answers whose topics may be others now. */
  public Set<String> apply(List<Change> changes, ClusterImage next) {
    Set<String> moved = new TreeSet<>();
    for (String taskId : touched(changes, next)) {
      Task before = image.task(taskId);
      Task after = next.task(taskId);
      List<String> was = topics(before, image);
      List<String> is = topics(after, next);
      if (!was.equals(is) || !Objects.equals(nodeId(before), nodeId(after))) {
        add(nodeId(before), was, -1, moved);
        add(nodeId(after), is, 1, moved);
      }
    }
    if (allKnowAll(image) != allKnowAll(next)) {
      moved.addAll(next.nodes().keySet());
    }
    image = next;
    return moved;
  }

  /** A service that publishes, or does no more, changes what its tasks' nodes need to know. */
  private Set<String> touched(List<Change> changes, ClusterImage next) {
    Set<String> taskIds = new TreeSet<>();
    for (Change change : changes) {
      if (change instanceof Change.OfTask ofTask) {
        taskIds.add(ofTask.taskId());
      } else if (change instanceof Change.PutService(var service)
          && publishes(service.id(), image) != publishes(service.id(), next)) {
        next.tasksOfService(service.id()).forEach(task -> taskIds.add(task.id()));
      } else if (change instanceof Change.RemoveService(String id) && publishes(id, image)) {
        image.tasksOfService(id).forEach(task -> taskIds.add(task.id()));
      }
    }
    return taskIds;
  }

  private static boolean publishes(String serviceId, ClusterImage image) {
    Service service = image.service(serviceId);
    return service != null && !Fronts.ports(service).isEmpty();
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
    Set<String> besides = counts == null ? new TreeSet<>() : new TreeSet<>(counts.keySet());
    if (allKnowAll(image)) {
      besides.add(Topics.NODES);
    }
    return Topics.of(nodeId, besides);
  }

  /** Whether each of the two hears where the other is, so that it can send there, and answer. */
  public boolean knowEachOther(String one, String other) {
    return allKnowAll(image) || (knows(one, other) && knows(other, one));
  }

  private boolean knows(String nodeId, String other) {
    return !Collections.disjoint(of(nodeId), Whereabouts.topics(other, image));
  }

  /** How many of these nodes each of them knows that knows it too. */
  public Map<String, Integer> acquaintances(Collection<String> nodeIds) {
    Map<String, Integer> counts = new TreeMap<>();
    nodeIds.forEach(id -> counts.put(id, allKnowAll(image) ? nodeIds.size() - 1 : 0));
    if (!allKnowAll(image)) {
      List<String> ids = List.copyOf(counts.keySet());
      List<List<String>> heard = ids.stream().map(this::of).toList();
      List<List<String>> placed = ids.stream().map(id -> Whereabouts.topics(id, image)).toList();
      for (int one = 0; one < ids.size(); one++) {
        for (int other = one + 1; other < ids.size(); other++) {
          if (!Collections.disjoint(heard.get(one), placed.get(other))
              && !Collections.disjoint(heard.get(other), placed.get(one))) {
            counts.merge(ids.get(one), 1, Integer::sum);
            counts.merge(ids.get(other), 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }

  private static boolean allKnowAll(ClusterImage of) {
    return of.nodes().size() <= ALL_KNOW_ALL_MAX;
  }

  /** The nodes that hear of any of these topics. */
  public Collection<String> hearing(Collection<String> topics) {
    if (Topics.reachAll(topics) || (topics.contains(Topics.NODES) && allKnowAll(image))) {
      return image.nodes().keySet();
    }
    Set<String> hearing = new TreeSet<>();
    for (String topic : topics) {
      hearing.addAll(nodes.getOrDefault(topic, new TreeSet<>()));
      Topics.owner(topic).filter(image.nodes()::containsKey).ifPresent(hearing::add);
    }
    return hearing;
  }

  private void add(String nodeId, List<String> topics, int count, Set<String> moved) {
    for (String topic : topics) {
      TreeMap<String, Integer> counts = tasks.computeIfAbsent(nodeId, _ -> new TreeMap<>());
      int now = counts.merge(topic, count, Integer::sum);
      if (now == 0) {
        counts.remove(topic);
        leave(topic, nodeId);
        moved.add(nodeId);
      } else if (now == count) {
        nodes.computeIfAbsent(topic, _ -> new TreeSet<>()).add(nodeId);
        moved.add(nodeId);
      }
      if (counts.isEmpty()) {
        tasks.remove(nodeId);
      }
    }
  }

  private void leave(String topic, String nodeId) {
    nodes.computeIfPresent(
        topic,
        (_, there) -> {
          there.remove(nodeId);
          return there.isEmpty() ? null : there;
        });
  }

  /** What a task's node hears of for it. */
  private static List<String> topics(@Nullable Task task, ClusterImage image) {
    if (task == null || !task.isLive() || task.isUnassigned()) {
      return List.of();
    }
    List<String> topics = new ArrayList<>(Attachments.overlays(task));
    if (Whereabouts.isPublished(task, image)) {
      topics.add(Topics.NODES);
    }
    return topics;
  }

  private static String nodeId(@Nullable Task task) {
    return task == null ? "" : task.nodeId();
  }
}
