package io.jswarm.manager.writer;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;

/**
 * Takes what workers and the dispatcher have seen into the draft, as far as they own the
 * transition.
 */
final class StatusIntake {
  private StatusIntake() {}

  /**
   * Late, repeated or foreign reports are dropped: a status only moves forward, by the node that
   * has the task.
   */
  static void take(Turn turn, WriterInput.Reports reports) {
    for (TaskReport report : reports.tasks()) {
      Task task = turn.image().task(report.taskId());
      if (task != null && task.nodeId().equals(reports.nodeId()) && isNews(task, report.status())) {
        turn.add(new Change.SetTaskStatus(task.id(), report.status()));
      }
    }
  }

  static void take(Turn turn, WriterInput.Observation seen) {
    Node node = turn.node(seen.nodeId());
    if (node == null) {
      return;
    }
    NodeStatus status = new NodeStatus(seen.state(), seen.message(), seen.addr());
    if (seen.description() != null && !seen.description().equals(node.description())) {
      turn.add(new Change.PutNode(node.withDescription(seen.description()).withStatus(status)));
    } else if (!status.equals(node.status())) {
      turn.add(new Change.SetNodeStatus(node.id(), status));
    }
  }

  private static boolean isNews(Task task, TaskStatus reported) {
    if (task.status().state().mayMove(reported.state(), Mover.WORKER)) {
      return true;
    }
    boolean sameState =
        task.status().state() == reported.state() && task.status().state().isWithWorker();
    return sameState && !task.status().equals(reported);
  }
}
