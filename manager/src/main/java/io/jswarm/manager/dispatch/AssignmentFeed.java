package io.jswarm.manager.dispatch;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
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
  /** Tasks in one message: at some 2 KiB each a message stays well below its limit. */
  static final int TASKS_MAX = 1_000;

  private final Map<String, Task> sent = new HashMap<>();
  private final PayloadFeed payloads = new PayloadFeed();
  private long sequence;
  private long applied;

  /** All tasks of the node, as the first part of a session. */
  List<Assignments> begin(Collection<Task> tasks, ClusterImage image) {
    List<Assignment> all = new ArrayList<>();
    for (Task task : tasks) {
      sent.put(task.id(), task);
      all.add(assignment(task, image));
    }
    PayloadFeed.News news = payloads.changed(tasks, List.of(), image);
    List<Assignments> messages = new ArrayList<>(handing(news, image.round()));
    int from = 0;
    do {
      int to = Math.min(from + TASKS_MAX, all.size());
      boolean complete = to == all.size();
      messages.add(next(image.round(), complete, all.subList(from, to), List.of()));
      from = to;
    } while (from < all.size());
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
    List<Assignment> changes = new ArrayList<>();
    for (Task task : touched) {
      Task before = sent.put(task.id(), task);
      if (before == null || !isSameForNode(before, task)) {
        changes.add(assignment(task, image));
      }
    }
    List<String> gone = removed.stream().filter(id -> sent.remove(id) != null).toList();
    PayloadFeed.News news = payloads.changed(touched, removed, image);
    List<Assignments> messages = new ArrayList<>(handing(news, image.round()));
    if (!gone.isEmpty()) {
      messages.add(next(image.round(), false, List.of(), gone));
    }
    for (int from = 0; from < changes.size(); from += TASKS_MAX) {
      int to = Math.min(from + TASKS_MAX, changes.size());
      messages.add(next(image.round(), false, changes.subList(from, to), List.of()));
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

  private Assignments next(
      long round, boolean complete, List<Assignment> tasks, List<String> removed) {
    sequence++;
    return new Assignments(sequence, round, complete, List.copyOf(tasks), removed);
  }

  private Assignments next(long round, List<PayloadData> payloads, List<String> dropped) {
    sequence++;
    return new Assignments(sequence, round, false, List.of(), List.of(), payloads, dropped);
  }

  private static Assignment assignment(Task task, ClusterImage image) {
    Service service = image.service(task.serviceId());
    return service == null
        ? new Assignment(task, task.serviceId(), Map.of())
        : new Assignment(
            task, service.spec().name(), service.spec().labels(), hostPorts(service, task));
  }

  /** Those of the spec the task was made of, while the service still knows it. */
  private static List<PortConfig> hostPorts(Service service, Task task) {
    ServiceSpec previous = service.previousSpec();
    boolean isOlder =
        task.specVersion() != null && task.specVersion().equals(service.previousSpecVersion());
    ServiceSpec spec = isOlder && previous != null ? previous : service.spec();
    EndpointSpec endpoint = spec.endpointSpec();
    return endpoint == null
        ? List.of()
        : endpoint.ports().stream()
            .filter(port -> port.publishModeOrDefault().equals("host"))
            .toList();
  }

  private static boolean isSameForNode(Task before, Task after) {
    return before.desiredState() == after.desiredState()
        && before.spec().equals(after.spec())
        && before.networksAttachments().equals(after.networksAttachments())
        && before.genericResources().equals(after.genericResources())
        && before.volumes().equals(after.volumes());
  }
}
