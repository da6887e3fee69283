package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a job to its completions, at most so many tasks at a time, each in a slot of its own from 0
 * on. A slot that had its completion is not run again, nor one whose task failed as often as it
 * may: such a job ends with fewer. When the job's iteration goes up it is all run anew, and what is
 * left of iterations before is removed.
 */
final class JobReconciler {
  private JobReconciler() {}

  /**
   * Ends tasks of earlier iterations, and those whose slot was completed by another: it was on a
   * node that nobody heard of when it was replaced.
   *
   * @return whether nothing was left for the next round
   */
  static boolean retire(Turn turn, Service service, SlotBook book) {
    for (Slot slot : book.touched()) {
      List<Task> current = new ArrayList<>();
      for (Task task : slot.tasks()) {
        if (isCurrent(task, service)) {
          current.add(task);
        } else if (!end(turn, task, TaskState.REMOVE)) {
          return false;
        }
      }
      if (current.stream().anyMatch(Tasks::isDone)) {
        for (Task task : current) {
          if (Tasks.isWanted(task) && !end(turn, task, TaskState.SHUTDOWN)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isCurrent(Task task, Service service) {
    JobStatus job = service.jobStatus();
    return job != null && job.jobIteration().equals(task.jobIteration());
  }

  private static boolean end(Turn turn, Task task, TaskState end) {
    if (end.isAfter(task.desiredState()) && turn.isFull()) {
      return false;
    }
    turn.desire(task, end);
    return true;
  }

  /** Starts as many tasks more as there may be at a time, the lowest free slots first. */
  static void fill(Turn turn, Service service, SlotBook book, Workload.ReplicatedJob job) {
    book.refresh(turn, service);
    int live = book.wanted();
    int number = book.lowestFree();
    while (live < job.maxConcurrent() && number < job.total() && !turn.isFull()) {
      Place place = Place.inSlot(number);
      if (!book.occupied().contains(place)) {
        NewTask.add(turn, service, place, null);
        live++;
      }
      number++;
    }
  }
}
