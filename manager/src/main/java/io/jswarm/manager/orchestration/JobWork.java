package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Workload;
import java.util.Map;

/**
 * Goes on with one run of a job: ends what is in the way, runs again what failed, makes tasks that
 * are missing, and lets go what waited.
 *
 * @param ended what was last seen of tasks before they stopped, by id, as far as known
 */
record JobWork(Turn turn, Books books, Map<String, TaskStatus> ended, Agenda agenda) {

  /**
   * Does all of it for what was touched.
   *
   * @param service with the run as its job status
   * @return whether nothing was left for the next round
   */
  boolean goOn(Service service, SlotBook book) {
    boolean complete = JobReconciler.retire(turn, service, book);
    books.follow(turn);
    if (book.isPerNode()) {
      complete &= NodeReconciler.retire(turn, service, book);
      books.follow(turn);
    }
    complete &= Replacement.replaceLost(turn, service, book, ended, agenda);
    books.follow(turn);
    complete &= fill(service, book);
    books.follow(turn);
    return Promotion.promote(turn, book, agenda) && complete;
  }

  private boolean fill(Service service, SlotBook book) {
    if (service.spec().workload() instanceof Workload.ReplicatedJob job) {
      JobReconciler.fill(turn, service, book, job);
      return true;
    }
    return NodeReconciler.fill(turn, service, book);
  }
}
