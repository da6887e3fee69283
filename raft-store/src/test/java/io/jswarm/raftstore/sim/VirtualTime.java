package io.jswarm.raftstore.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when it is told to. */
public final class VirtualTime implements SimScheduler {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
  private Duration now = Duration.ZERO;
  private long arrivals;

  private record Task(Duration at, long order, Runnable run) {}

  @Override
  public void schedule(Duration delay, Runnable task) {
    tasks.add(new Task(now.plus(delay), arrivals++, task));
  }

  @Override
  public Duration now() {
    return now;
  }

  /** Runs the next task, if there is one before the given time. */
  public boolean step(Duration until) {
    Task next = tasks.peek();
    if (next == null || next.at().compareTo(until) > 0) {
      return false;
    }
    tasks.remove();
    now = next.at();
    next.run().run();
    return true;
  }

  /** Lets this time pass. */
  public void pass(Duration time) {
    Duration until = now.plus(time);
    while (step(until)) {
      // all that is due
    }
    now = until;
  }
}
