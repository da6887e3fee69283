package io.jswarm.manager.dispatch.live;

import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.dispatch.DispatchEffect;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the dispatcher's conclusions go: to the leader's writer, and what is not written to whoever
 * looks after the cluster. No function may block.
 *
 * @param statuses takes the statuses of a node's tasks
 * @param nodes takes how a node is
 * @param attendance takes who has a session and who has none any more
 * @param usage takes what tasks use
 * @param overdue takes which tasks were told to stop before all nodes had answered
 * @param confirmation has a majority of managers confirm that this one leads, and says on any
 *     thread whether it has
 */
public record WriterPort(
    StatusPort statuses,
    Consumer<DispatchEffect.ObserveNode> nodes,
    Consumer<DispatchEffect.Attendance> attendance,
    Consumer<DispatchEffect.Measured> usage,
    Consumer<DispatchEffect.DrainOverdue> overdue,
    Consumer<Consumer<Boolean>> confirmation) {
  /** Takes statuses. */
  @FunctionalInterface
  public interface StatusPort {
    /**
     * Has these statuses written.
     *
     * @param whenCommitted to be run, on any thread, once they are committed; never if that is not
     *     known
     */
    void report(String nodeId, List<TaskReport> reports, Runnable whenCommitted);
  }
}
