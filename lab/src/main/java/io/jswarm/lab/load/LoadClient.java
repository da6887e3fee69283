package io.jswarm.lab.load;

import io.jswarm.lab.wire.HttpConnection;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One client's loop, on a thread of its own. */
final class LoadClient implements Runnable {
  /** So that many clients of a daemon that is gone do not take the machine from it. */
  private static final long PAUSE_AFTER_FAILURE_NANOS = 20_000_000;

  private final LoadPlan plan;
  private final String prefix;
  private final int number;
  private final long countFromNanos;
  private final long untilNanos;
  private final Latencies latencies = new Latencies();
  private final Errors errors = new Errors();
  private volatile @Nullable HttpConnection connection;

  LoadClient(LoadPlan plan, String prefix, int number, long beginNanos) {
    this.plan = plan;
    this.prefix = prefix;
    this.number = number;
    this.countFromNanos = beginNanos + plan.warmUp().toNanos();
    this.untilNanos = countFromNanos + plan.time().toNanos();
  }

  @Override
  public void run() {
    for (long call = 0; System.nanoTime() - untilNanos < 0; call++) {
      String unique = "-" + number + "-" + call;
      long began = System.nanoTime();
      boolean counts = began - countFromNanos >= 0;
      try {
        Reply reply = connected().exchange(plan.operation().call(prefix, unique));
        long took = System.nanoTime() - began;
        if (counts && reply.succeeded()) {
          latencies.add(took);
        } else if (counts) {
          errors.count(reply.status() + " ", reply.message());
        }
      } catch (IOException e) {
        if (counts) {
          errors.count("", String.valueOf(e));
        }
        hangUp();
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
      }
    }
    hangUp();
  }

  Latencies latencies() {
    return latencies;
  }

  Errors errors() {
    return errors;
  }

  private HttpConnection connected() throws IOException {
    HttpConnection kept = connection;
    if (kept != null && kept.isUsable()) {
      return kept;
    }
    hangUp();
    HttpConnection fresh = HttpConnection.open(plan.socket());
    connection = fresh;
    return fresh;
  }

  /** Also from outside, to end a call that hangs. */
  void hangUp() {
    HttpConnection kept = connection;
    connection = null;
    try {
      if (kept != null) {
        kept.close();
      }
    } catch (IOException _) {
      // It is gone either way, and what failed on it has been counted.
    }
  }
}
