package io.jswarm.manager.dispatch;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dispatcher wants done, in order. */
public sealed interface DispatchEffect {
  /** Say this on the session; nothing happens when it has ended already. */
  record Send(String sessionId, ManagerMessage message) implements DispatchEffect {}

  /** End the session after what was sent on it. */
  record Close(String sessionId, String why) implements DispatchEffect {}

  /**
   * Statuses for the writer, each of a task of that node and forward of what the image holds.
   *
   * @param ticket to be given back with {@link DispatchInput.Committed}
   */
  record ReportTasks(String nodeId, List<TaskReport> reports, long ticket)
      implements DispatchEffect {}

  /**
   * A node is not as the image has it: for the writer. Said again if the image does not follow.
   *
   * @param description null when it stays as it is
   */
  record ObserveNode(String nodeId, NodeStatus status, @Nullable NodeDescription description)
      implements DispatchEffect {}

  /**
   * These tasks are told to stop although nodes that may send to them have not answered: for
   * whoever looks after the cluster.
   */
  record DrainOverdue(List<String> taskIds, List<String> silentNodeIds) implements DispatchEffect {}

  /**
   * A node has begun a session, or has none any more: for whoever gives out tasks. No verdict on
   * the node.
   */
  record Attendance(String nodeId, boolean present) implements DispatchEffect {}

  /** What tasks of a node use: for whoever chooses how many there are. Never written as it is. */
  record Measured(String nodeId, WorkerMessage.Usage usage) implements DispatchEffect {}

  /**
   * Let a majority of managers confirm that this one leads now, and answer {@link
   * DispatchInput.LeadConfirmed}.
   */
  record ConfirmLead(long ticket) implements DispatchEffect {}
}
