package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Workload;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a run of a job is over, and how it went. It is over when nothing of it is wanted any more
 * and nothing of it may still run; it is then not taken up again, whatever happens to nodes or to
 * the service's spec.
 */
record RunEnd(RunState state, String message) {

  /**
   * Whether it is over.
   *
   * @param service as the run sees it
   */
  static boolean isReached(Turn turn, JobRun run, Service service, SlotBook book) {
    book.refresh(turn, service);
    boolean isMade = run.state() == RunState.STOPPING || isMade(service, book);
    return isMade
        && book.wanted() == 0
        && tasks(book).stream().noneMatch(task -> Promotion.isStopping(turn, task));
  }

  /** Whether no task is missing; for nodes that is so after all were looked at. */
  private static boolean isMade(Service service, SlotBook book) {
    return switch (service.spec().workload()) {
      case Workload.ReplicatedJob(int concurrent, int total) ->
          concurrent == 0 || book.lowestFree() >= total;
      case Workload.GlobalJob(), Workload.Global(), Workload.Replicated(int _) -> true;
    };
  }

  /** How it went, as its tasks say. */
  static RunEnd of(JobRun run, Service service, SlotBook book) {
    if (run.state() == RunState.STOPPING) {
      return new RunEnd(RunState.REPLACED, "stopped for the next run");
    }
    long completed = book.all().stream().filter(Slot::isDone).count();
    boolean perNode = book.isPerNode();
    long asked =
        service.spec().workload() instanceof Workload.ReplicatedJob(int _, int total)
            ? total
            : book.all().size();
    if (perNode && asked == 0) {
      return new RunEnd(RunState.FAILED, "no node was ready for it");
    }
    String count = "%d of %d tasks completed".formatted(completed, asked);
    return completed >= asked
        ? new RunEnd(RunState.COMPLETE, count)
        : new RunEnd(RunState.FAILED, count + lastError(book));
  }

  private static String lastError(SlotBook book) {
    return tasks(book).stream()
        .filter(task -> !task.status().err().isEmpty())
        .max(Comparator.comparing(Task::updatedAt).thenComparing(Task::id))
        .map(task -> ": " + task.status().err())
        .orElse("");
  }

  private static List<Task> tasks(SlotBook book) {
    return book.all().stream().flatMap(slot -> slot.tasks().stream()).toList();
  }
}
