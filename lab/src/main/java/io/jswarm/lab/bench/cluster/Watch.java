package io.jswarm.lab.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/** Seconds since something was done, and waiting for what should come of it. */
public final class Watch {
  private final long beganNanos = System.nanoTime();

  private Watch() {}

  /** What a {@link Watch} waits for; a daemon that does not answer has not got there yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  public static Watch start() {
    return new Watch();
  }

  public double seconds() {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  /**
   * Asks until the condition holds.
   *
   * @param limit from now on
   * @param every the pause between two questions
   * @return seconds since the watch was started; empty when it did not hold within the limit
   */
  public OptionalDouble until(Duration limit, Duration every, Condition condition)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    while (true) {
      if (holds(condition)) {
        return OptionalDouble.of(seconds());
      }
      if (System.nanoTime() - deadlineNanos > 0) {
        return OptionalDouble.empty();
      }
      Thread.sleep(every);
    }
  }

  /** Lets time pass, for what must have run for a while before it is disturbed. */
  public static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException _) {
      return false;
    }
  }
}
