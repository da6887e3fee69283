package io.jswarm.manager.writer;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import java.util.List;
import java.util.Optional;

/**
 * Takes what workers and the dispatcher have seen into the draft, as far as they own the
 * transition.
 */
final class StatusIntake {
  private StatusIntake() {}

  /** What a worker may say about a task's state, in characters; the rest is cut off. */
  private static final int WORDS_MAX = 2_000;

  /** What a node may say of itself, encoded; a longer description is not taken. */
  private static final int DESCRIPTION_BYTES_MAX = 256 << 10;

  /**
   * Late, repeated or foreign reports are dropped: a status only moves forward, by the node that
   * has the task.
   *
   * @return what did not fit the round any more; empty when all was taken
   */
  static Optional<WriterInput.Reports> take(Turn turn, WriterInput.Reports reports) {
    List<TaskReport> tasks = reports.tasks();
    for (int i = 0; i < tasks.size(); i++) {
      if (turn.isFull()) {
        List<TaskReport> rest = List.copyOf(tasks.subList(i, tasks.size()));
        return Optional.of(new WriterInput.Reports(reports.ticket(), reports.nodeId(), rest));
      }
      TaskReport report = tasks.get(i);
      Task task = turn.image().task(report.taskId());
      if (task != null && task.nodeId().equals(reports.nodeId()) && isNews(task, report.status())) {
        turn.add(new Change.SetTaskStatus(task.id(), bounded(report.status())));
      }
    }
    return Optional.empty();
  }

  static void take(Turn turn, WriterInput.Observation seen) {
    Node node = turn.node(seen.nodeId());
    if (node == null) {
      return;
    }
    NodeStatus status = seen.status();
    NodeDescription description = seen.description();
    if (description != null && !description.equals(node.description()) && isShort(description)) {
      turn.add(new Change.PutNode(node.withDescription(description).withStatus(status)));
    } else if (!status.equals(node.status())) {
      turn.add(new Change.SetNodeStatus(node.id(), status));
    }
  }

  private static boolean isShort(NodeDescription description) {
    return Cbor.LENIENT.write(description).length <= DESCRIPTION_BYTES_MAX;
  }

  private static TaskStatus bounded(TaskStatus status) {
    return status.withMessage(bounded(status.message())).withErr(bounded(status.err()));
  }

  private static String bounded(String words) {
    if (words.length() <= WORDS_MAX) {
      return words;
    }
    boolean splitsPair = Character.isHighSurrogate(words.charAt(WORDS_MAX - 1));
    return words.substring(0, splitsPair ? WORDS_MAX - 1 : WORDS_MAX) + "...";
  }

  private static boolean isNews(Task task, TaskStatus reported) {
    if (task.status().state().mayMove(reported.state(), Mover.WORKER)) {
      return true;
    }
    boolean sameState =
        task.status().state() == reported.state() && task.status().state().isWithWorker();
    return sameState && !task.status().equals(bounded(reported));
  }
}
