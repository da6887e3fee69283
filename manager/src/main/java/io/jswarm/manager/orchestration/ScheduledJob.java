package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a job on its schedule (docs/adr/033): goes on with the runs that are under way, writes down
 * how they ended, settles what is due, and keeps as many past runs as are asked for. All of it is
 * read from the service's job status and its tasks, so whoever leads next goes on with it.
 */
final class ScheduledJob {
  private ScheduledJob() {}

  /** Whether the service is a job whose runs follow a schedule, or did and are kept. */
  static boolean isOne(Service service) {
    JobStatus job = service.jobStatus();
    return job != null && job.schedule() != null;
  }

  /**
   * Looks at the job and whatever of it was touched. What does not fit the round is left for the
   * next: the turn is full then.
   *
   * @param historyLimit how many tasks a slot keeps within a run, negative for all
   */
  static void keep(JobWork work, String serviceId, long historyLimit) {
    Turn turn = work.turn();
    boolean complete = goOn(work, serviceId);
    while (complete && DueRun.settle(JobRuns.of(turn, serviceId))) {
      complete = goOn(work, serviceId);
    }
    JobRuns.of(turn, serviceId).trim();
    forget(work, serviceId, historyLimit, complete);
    Instant next = JobRuns.of(turn, serviceId).status().nextRun();
    if (next != null && next.isAfter(turn.at())) {
      work.agenda().wake(serviceId, next);
    }
  }

  /** Goes on with every run that is under way; returns whether nothing was left. */
  private static boolean goOn(JobWork work, String serviceId) {
    boolean complete = true;
    for (JobRun run : JobRuns.of(work.turn(), serviceId).status().underWay()) {
      complete &= goOn(work, JobRuns.of(work.turn(), serviceId), run);
    }
    return complete;
  }

  private static boolean goOn(JobWork work, JobRuns runs, JobRun run) {
    Turn turn = work.turn();
    Service service = runs.as(run);
    boolean perNode = service.spec().workload().isPerNode();
    long iteration = run.jobIteration().index();
    SlotBook book = work.books().ofRun(turn.image(), service.id(), perNode, iteration);
    boolean complete =
        run.state() == RunState.STOPPING ? stop(turn, book) : work.goOn(service, book);
    work.books().follow(turn);
    if (complete && RunEnd.isReached(turn, run, service, book)) {
      RunEnd end = RunEnd.of(run, service, book);
      runs.end(run, end.state(), end.message());
    }
    return complete;
  }

  private static boolean stop(Turn turn, SlotBook book) {
    for (Slot slot : book.all()) {
      for (var task : slot.wanted()) {
        if (turn.isFull()) {
          return false;
        }
        turn.desire(task, TaskState.SHUTDOWN);
      }
    }
    return true;
  }

  /** Removes the tasks of runs that are kept no more, and what each run need not keep. */
  private static void forget(
      JobWork work, String serviceId, long historyLimit, boolean lookedAtAll) {
    Turn turn = work.turn();
    JobRuns runs = JobRuns.of(turn, serviceId);
    boolean perNode = runs.service().spec().workload().isPerNode();
    Map<Long, SlotBook> books = work.books().runs(turn.image(), serviceId, perNode);
    for (Map.Entry<Long, SlotBook> entry : new TreeMap<>(books).entrySet()) {
      SlotBook book = entry.getValue();
      boolean complete = lookedAtAll;
      if (!runs.has(entry.getKey())) {
        book.touchAll();
        complete &= Orphans.remove(turn, book);
        work.books().follow(turn);
      }
      complete &= Reaper.reap(turn, runs.service(), book, historyLimit);
      work.books().follow(turn);
      if (complete) {
        book.done();
      }
      if (book.isEmpty() && !runs.has(entry.getKey())) {
        books.remove(entry.getKey());
      }
    }
  }
}
