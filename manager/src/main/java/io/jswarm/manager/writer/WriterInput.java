package io.jswarm.manager.writer;

import io.jswarm.api.command.Request;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.raftstore.image.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the writer may be asked to write. Tickets are the asker's own numbers and come back in the
 * answer.
 */
public sealed interface WriterInput {
  /** A command; answered by {@link WriterEffect.Answer} or {@link WriterEffect.AnswerIfLeading}. */
  record Submit(long ticket, Request request) implements WriterInput {}

  /** What a node says of its tasks; answered by {@link WriterEffect.Recorded} once committed. */
  record Reports(long ticket, String nodeId, List<TaskReport> tasks) implements WriterInput {}

  /**
   * How the dispatcher sees a node; not answered.
   *
   * @param description null when unchanged
   */
  record Observation(String nodeId, NodeStatus status, @Nullable NodeDescription description)
      implements WriterInput {}

  /**
   * A node has begun a session with this leader, or has none any more; not answered, never written.
   */
  record Attendance(String nodeId, boolean present) implements WriterInput {}

  /** What tasks of a node use; not answered, never written as it is. */
  record Measured(String nodeId, WorkerMessage.Usage usage) implements WriterInput {}

  /**
   * The first state of a new cluster; does nothing when there is one. Not answered.
   *
   * @param changes the cluster, its first node and member
   */
  record Founding(List<Change> changes) implements WriterInput {}
}
