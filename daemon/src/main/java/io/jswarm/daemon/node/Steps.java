package io.jswarm.daemon.node;

import io.jswarm.api.command.Refusal;
import io.jswarm.daemon.rest.NodeLife;
import io.jswarm.pki.PkiException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a node's life, one at a time, in the order in which they were asked for. */
final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final ReentrantLock turn = new ReentrantLock(true);

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

  /** Failures are logged: the next word of the cluster tries again. */
  void later(Errand errand) {
    Thread.ofVirtual().name("node-step").start(() -> perform(errand));
  }

  private void perform(Errand errand) {
    try (Turn _ = take()) {
      errand.run();
    } catch (NodeException | PkiException | IOException e) {
      LOG.warn("a step of the node's life failed: {}", e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
