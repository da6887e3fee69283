package io.jswarm.daemon.node;

import io.jswarm.api.command.Refusal;
import io.jswarm.daemon.rest.NodeLife;
import io.jswarm.pki.PkiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a node's life, one at a time, in the order in which they were asked for. */
final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  /** Between two tries of one step: an election is over by then. */
  static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Duration betweenTries;

  /**
   * @param betweenTries see {@link #BETWEEN_TRIES}
   */
  Steps(Duration betweenTries) {
    this.betweenTries = betweenTries;
  }

  /** A step whose outcome a caller waits for. */
  interface Step {
    /** What the caller is answered. */
    String run() throws NodeException, PkiException, IOException, InterruptedException;
  }

  /** A step nobody waits for. */
  interface Errand {
    /** Does it. */
    void run() throws NodeException, PkiException, IOException, InterruptedException;
  }

  /** A step nobody waits for, which may have to be taken several times. */
  interface Attempt {
    /** Tries; tells whether there is nothing left to do. */
    boolean isDone() throws NodeException, PkiException, IOException, InterruptedException;
  }

  /** The turn of a step, until it is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until the steps before are done. */
  Turn take() throws InterruptedException {
    turn.lockInterruptibly();
    return turn::unlock;
  }

  NodeLife.Outcome outcomeOf(Step step) throws InterruptedException {
    try (Turn _ = take()) {
      return new NodeLife.Outcome.Done(step.run());
    } catch (NodeException e) {
      return new NodeLife.Outcome.Refused(e.refusal());
    } catch (PkiException e) {
      return new NodeLife.Outcome.Refused(Refusal.invalid(e.refusal().sentence()));
    } catch (IOException e) {
      LOG.warn("the step failed", e);
      return new NodeLife.Outcome.Refused(
          new Refusal(Refusal.Kind.UNAVAILABLE, String.valueOf(e.getMessage())));
    }
  }

  /** Failures are logged. */
  void later(Errand errand) {
    Thread.ofVirtual()
        .name("node-step")
        .start(() ->
            perform(() -> {
              errand.run();
              return true;
            }));
  }

  /** Tries now and again until it is done, or nobody wants it any more; failures are logged. */
  void untilDone(Attempt attempt, BooleanSupplier wanted) {
    Thread.ofVirtual()
        .name("node-step")
        .start(() -> {
          boolean over = false;
          while (!over) {
            over = perform(() -> !wanted.getAsBoolean() || attempt.isDone()) || !pause();
          }
        });
  }

  private boolean perform(Attempt attempt) {
    try (Turn _ = take()) {
      return attempt.isDone();
    } catch (NodeException | PkiException | IOException e) {
      LOG.warn("a step of the node's life failed: {}", e.getMessage(), e);
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(betweenTries.toNanos());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
