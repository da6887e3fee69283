package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one session has been told to run. It compares tasks with what was sent before, so that a
 * node hears only of what matters to it: not of the statuses it reported itself.
 */
final class AssignmentFeed {
  private final Map<String, Task> sent = new HashMap<>();
  private final PayloadFeed payloads = new PayloadFeed();
  private long sequence;
  private long applied;

  /** All tasks of the node, as the first part of a session. */
  List<Assignments> begin(Collection<Task> tasks, ClusterImage image) {
    tasks.forEach(task -> sent.put(task.id(), task));
    PayloadFeed.News news = payloads.changed(tasks, List.of(), image);
    List<Assignments> messages = new ArrayList<>(handing(news, image.round()));
    List<AssignmentBatch> batches = AssignmentBatch.of(tasks, image);
    for (AssignmentBatch batch : batches) {
      messages.add(next(image.round(), batch == batches.getLast(), batch));
    }
    if (batches.isEmpty()) {
      messages.add(next(image.round(), true, new AssignmentBatch()));
    }
    return messages;
  }

  /**
   * What of these tasks the node must hear.
   *
   * @param touched tasks of this node that may have changed
   * @param removed ids of tasks that no longer exist
   */
  List<Assignments> changed(
      Collection<Task> touched, Collection<String> removed, ClusterImage image) {
    List<Task> changes = new ArrayList<>();
    for (Task task : touched) {
      Task before = sent.put(task.id(), task);
      if (before == null || !isSameForNode(before, task)) {
        changes.add(task);
      }
    }
    List<String> gone = removed.stream().filter(id -> sent.remove(id) != null).toList();
    PayloadFeed.News news = payloads.changed(touched, removed, image);
    List<Assignments> messages = new ArrayList<>(handing(news, image.round()));
    if (!gone.isEmpty()) {
      messages.add(next(image.round(), gone));
    }
    for (AssignmentBatch batch : AssignmentBatch.of(changes, image)) {
      messages.add(next(image.round(), false, batch));
    }
    if (!news.dropped().isEmpty()) {
      messages.add(next(image.round(), List.of(), news.dropped()));
    }
    return messages;
  }

  private List<Assignments> handing(PayloadFeed.News news, long round) {
    return news.batches().stream().map(batch -> next(round, batch, List.of())).toList();
  }

  /** Compares the whole set with what was sent, when nobody knows what changed. */
  List<Assignments> resync(Collection<Task> tasks, ClusterImage image) {
    Map<String, Task> gone = new TreeMap<>(sent);
    tasks.forEach(task -> gone.remove(task.id()));
    return changed(tasks, List.copyOf(gone.keySet()), image);
  }

  /** Whether the node has heard already that this task is to stop. */
  boolean hasToldToStop(String taskId) {
    Task told = sent.get(taskId);
    return told != null && told.isToStop();
  }

  void applied(long upTo) {
    applied = Math.max(applied, upTo);
  }

  /** How many messages the node has not yet acted on. */
  long behind() {
    return sequence - applied;
  }

  private Assignments next(long round, boolean complete, AssignmentBatch batch) {
    sequence++;
    return new Assignments(
        sequence, round, complete, batch.tasks(), List.of(), List.of(), List.of(), batch.logins());
  }

  private Assignments next(long round, List<String> removed) {
    sequence++;
    return new Assignments(sequence, round, false, List.of(), removed);
  }

  private Assignments next(long round, List<PayloadData> payloads, List<String> dropped) {
    sequence++;
    return new Assignments(sequence, round, false, List.of(), List.of(), payloads, dropped);
  }

  private static boolean isSameForNode(Task before, Task after) {
    return before.desiredState() == after.desiredState()
        && before.spec().equals(after.spec())
        && before.networksAttachments().equals(after.networksAttachments())
        && before.genericResources().equals(after.genericResources())
        && before.volumes().equals(after.volumes());
  }
}
