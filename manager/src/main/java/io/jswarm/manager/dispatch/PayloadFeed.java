package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets and configs one session has been given: those that tasks of its node need which are
 * to run and have not ended, and no others. A payload never changes, so it is given once, and again
 * only after it was taken away.
 */
final class PayloadFeed {
  /** Data in one message: with the longest there is it stays well below the limit of a message. */
  static final int BATCH_BYTES_MAX = 2 << 20;

  /** What each task needs, while it does; tasks that need nothing are not in it. */
  private final Map<String, List<String>> needs = new HashMap<>();

  /** How many tasks need each; looked into by key, never walked. */
  private final Map<String, Integer> users = new HashMap<>();

  private final Set<String> given = new HashSet<>();

  /**
   * What the node is to hear.
   *
   * @param batches payloads it has not, for as many messages, before it hears of tasks
   * @param dropped keys of those it needs no more, after it has heard of tasks
   */
  record News(List<List<PayloadData>> batches, List<String> dropped) {}

  /** These tasks of the node may have changed, and these are its no more. */
  News changed(Collection<Task> touched, Collection<String> removed, ClusterImage image) {
    Set<String> concerned = new TreeSet<>();
    for (Task task : touched) {
      note(task.id(), needed(task), concerned);
    }
    for (String taskId : removed) {
      note(taskId, List.of(), concerned);
    }
    return news(concerned, image);
  }

  private static List<String> needed(Task task) {
    boolean isToRun = task.isLive() && !task.isToStop();
    return isToRun ? PayloadData.neededBy(task.spec()) : List.of();
  }

  private void note(String taskId, List<String> keys, Set<String> concerned) {
    List<String> before = keys.isEmpty() ? needs.remove(taskId) : needs.put(taskId, keys);
    if (keys.equals(before)) {
      return;
    }
    for (String key : keys) {
      users.merge(key, 1, Integer::sum);
      concerned.add(key);
    }
    if (before != null) {
      for (String key : before) {
        users.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        concerned.add(key);
      }
    }
  }

  private News news(Set<String> concerned, ClusterImage image) {
    List<List<PayloadData>> batches = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (String key : concerned) {
      if (!users.containsKey(key)) {
        if (given.remove(key)) {
          dropped.add(key);
        }
      } else if (!given.contains(key)) {
        Payload payload = find(key, image);
        if (payload != null) {
          given.add(key);
          append(batches, PayloadData.of(payload));
        }
      }
    }
    return new News(batches, dropped);
  }

  private static @Nullable Payload find(String key, ClusterImage image) {
    for (PayloadKind kind : PayloadKind.values()) {
      String prefix = PayloadData.key(kind, "");
      if (key.startsWith(prefix)) {
        return image.payload(kind, key.substring(prefix.length()));
      }
    }
    return null;
  }

  private static void append(List<List<PayloadData>> batches, PayloadData data) {
    List<PayloadData> last = batches.isEmpty() ? List.of() : batches.getLast();
    long bytes = last.stream().mapToLong(each -> each.data().size()).sum();
    if (batches.isEmpty() || bytes + data.data().size() > BATCH_BYTES_MAX) {
      batches.add(new ArrayList<>());
    }
    batches.getLast().add(data);
  }
}
