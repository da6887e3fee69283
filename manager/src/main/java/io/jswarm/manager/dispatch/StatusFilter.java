package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;

/** Passes on what a node may say of a task and what is new; counts the rest. */
final class StatusFilter {
  private final DispatchCounters counters;

  StatusFilter(DispatchCounters counters) {
    this.counters = counters;
  }

  List<TaskReport> forward(String nodeId, List<TaskReport> reports, ClusterImage image) {
    List<TaskReport> news = new ArrayList<>();
    for (TaskReport report : reports) {
      Task task = image.task(report.taskId());
      if (task == null || !task.nodeId().equals(nodeId)) {
        counters.foreignStatus();
      } else if (task.status().state().mayMove(report.status().state(), Mover.WORKER)) {
        news.add(report);
      } else {
        counters.oldStatus();
      }
    }
    return news;
  }
}
