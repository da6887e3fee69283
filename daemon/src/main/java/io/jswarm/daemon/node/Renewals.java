package io.jswarm.daemon.node;

import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.Renewal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the node's certificate in good time: at a random moment between half and four fifths of
 * its validity, then again and again until it works.
 */
final class Renewals {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
  private static final Duration IDLE = Duration.ofHours(1);

  /** How often it looks at the clock, which may be set while a renewal is months away. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final NodeParts parts;
  private final Steps.Errand renew;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread = Thread.ofVirtual().name("certificate-renewal").unstarted(this::run);

  // guarded by lock
  private @Nullable Plan plan;

  private record Plan(NodeIdentity identity, Renewal renewal) {}

  Renewals(NodeParts parts, Steps.Errand renew) {
    this.parts = parts;
    this.renew = renew;
  }

  void start() {
    thread.start();
  }

  /** Plans the renewal of this identity, unless it is planned already. */
  void plan(NodeIdentity identity) {
    lock.lock();
    try {
      Plan present = plan;
      if (present == null || !present.identity.certificateEnd().equals(identity.certificateEnd())) {
        Instant at = identity.renewalAt(parts.random());
        plan = new Plan(identity, new Renewal.Planned(at));
        changed.signalAll();
        LOG.info("the node's certificate is to be renewed at {}", at);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The node has no certificate any more. */
  void forget() {
    lock.lock();
    try {
      plan = null;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Plan due = awaitDue();
        attempt(due);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Plan awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Plan next = plan;
        Instant now = parts.clock().instant();
        if (next == null) {
          changed.awaitNanos(IDLE.toNanos());
        } else {
          Instant at = next.renewal.nextAttempt(now, next.identity.certificateEnd());
          if (!at.isAfter(now)) {
            return next;
          }
          Duration left = Duration.between(now, at).plusMillis(1);
          Duration pause = left.compareTo(LOOK) < 0 ? left : LOOK;
          changed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void attempt(Plan due) throws InterruptedException {
    try {
      renew.run();
    } catch (NodeException | PkiException | IOException e) {
      LOG.warn("the node's certificate could not be renewed: {}", e.getMessage());
    }
    lock.lockInterruptibly();
    try {
      if (due.equals(plan)) {
        plan = new Plan(due.identity, due.renewal.failed(parts.clock().instant()));
      }
    } finally {
      lock.unlock();
    }
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
