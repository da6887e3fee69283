package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tasks to their nodes. A task that is to stop, but must not be told yet, is told of as one that is
 * to run.
 */
final class AssignmentFlow {
  /** Assignment messages a node may be behind with before its session is ended. */
  static final int BEHIND_MAX = 1_000;

  private final Sessions sessions;
  private final Predicate<String> heldBack;

  /**
   * @param heldBack whether the task of this id must not be told to stop yet
   */
  AssignmentFlow(Sessions sessions, Predicate<String> heldBack) {
    this.sessions = sessions;
    this.heldBack = heldBack;
  }

  /** The complete set, first of a session. */
  void begin(Session session, ClusterImage image) {
    sendAll(session, session.feed.begin(tasksOf(session, image), image));
  }

  /** These tasks may have changed, or may be this node's no more. */
  void changed(Session session, Collection<String> taskIds, ClusterImage image) {
    List<Task> tasks = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (String taskId : taskIds) {
      Task task = image.task(taskId);
      if (task == null || !task.nodeId().equals(session.nodeId)) {
        removed.add(taskId);
      } else {
        tasks.add(asTold(task));
      }
    }
    sendAll(session, session.feed.changed(tasks, removed, image));
  }

  /** Nobody knows what has changed. */
  void resync(Session session, ClusterImage image) {
    sendAll(session, session.feed.resync(tasksOf(session, image), image));
  }

  private List<Task> tasksOf(Session session, ClusterImage image) {
    return image.tasksOfNode(session.nodeId).stream().map(this::asTold).toList();
  }

  private Task asTold(Task task) {
    return heldBack.test(task.id()) ? task.withDesiredState(TaskState.RUNNING) : task;
  }

  private void sendAll(Session session, List<Assignments> messages) {
    messages.forEach(message -> sessions.send(session, message));
    if (session.feed.behind() > BEHIND_MAX) {
      sessions.close(session, "the node does not keep up with its assignments");
    }
  }
}
