package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Tasks to their nodes. A task that is to stop, but must not be told yet, is told of as one that is
 * to run. A deploy gives each of thousands of nodes one task with each round: changes are gathered
 * (see {@link Pause}), so that a node hears of several at once, and answers once.
 */
final class AssignmentFlow {
  /** Assignment messages a node may be behind with before its session is ended. */
  static final int BEHIND_MAX = 1_000;

  private final Sessions sessions;
  private final Predicate<String> heldBack;
  private final Pause pause;

  /** Tasks that may have changed and were not looked at yet, by node. */
  private final Map<String, Set<String>> gathered = new TreeMap<>();

  /**
   * @param heldBack whether the task of this id must not be told to stop yet
   * @param pausePerMessage see {@link Pause}
   */
  AssignmentFlow(Sessions sessions, Predicate<String> heldBack, Duration pausePerMessage) {
    this.sessions = sessions;
    this.heldBack = heldBack;
    this.pause = new Pause(pausePerMessage);
  }

  /** This manager leads no more. */
  void follow() {
    gathered.clear();
    pause.clear();
  }

  /** These tasks may have changed, or may be their nodes' no more. */
  void touched(Map<String, Set<String>> tasksByNode) {
    tasksByNode.forEach((nodeId, taskIds) -> {
      if (sessions.of(nodeId) != null) {
        gathered.computeIfAbsent(nodeId, _ -> new TreeSet<>()).addAll(taskIds);
      }
    });
  }

  /** Tells of the tasks that were gathered, if it is time. */
  void due(ClusterImage image, Instant now) {
    if (gathered.isEmpty() || !pause.isOver(now)) {
      return;
    }
    int messages = 0;
    for (Map.Entry<String, Set<String>> each : gathered.entrySet()) {
      Session session = sessions.of(each.getKey());
      messages += session == null ? 0 : changed(session, each.getValue(), image);
    }
    gathered.clear();
    pause.begin(messages, now);
  }

  /** When {@link #due} has something to do, if there is anything. */
  Optional<Instant> wakeAt() {
    return gathered.isEmpty() ? Optional.empty() : Optional.of(pause.end());
  }

  /** The complete set, first of a session. */
  void begin(Session session, ClusterImage image) {
    sendAll(session, session.feed.begin(tasksOf(session, image), image));
  }

  /**
   * These tasks may have changed, or may be this node's no more; tells with how many messages it
   * was told so.
   */
  int changed(Session session, Collection<String> taskIds, ClusterImage image) {
    List<Task> tasks = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (String taskId : taskIds) {
      Task task = image.task(taskId);
      if (task == null || !isGivenTo(task, session)) {
        removed.add(taskId);
      } else {
        tasks.add(asTold(task));
      }
    }
    List<Assignments> messages = session.feed.changed(tasks, removed, image);
    sendAll(session, messages);
    return messages.size();
  }

  /** Nobody knows what has changed. */
  void resync(Session session, ClusterImage image) {
    sendAll(session, session.feed.resync(tasksOf(session, image), image));
  }

  private List<Task> tasksOf(Session session, ClusterImage image) {
    return image.tasksOfNode(session.nodeId).stream()
        .filter(task -> isGivenTo(task, session))
        .map(this::asTold)
        .toList();
  }

  private Task asTold(Task task) {
    TaskState told = task.jobIteration() == null ? TaskState.RUNNING : TaskState.COMPLETE;
    return heldBack.test(task.id()) ? task.withDesiredState(told) : task;
  }

  /** One that was made for the node is its own only when the scheduler has confirmed it. */
  private static boolean isGivenTo(Task task, Session session) {
    return task.nodeId().equals(session.nodeId) && !task.isUnassigned();
  }

  private void sendAll(Session session, List<Assignments> messages) {
    messages.forEach(message -> sessions.send(session, message));
    if (session.feed.behind() > BEHIND_MAX) {
      sessions.close(session, "the node does not keep up with its assignments");
    }
  }
}
