package io.jswarm.lab.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Notes what clients ask and are told. All of them must live in this process: one clock. */
public final class Recorder {
  /** More than any campaign makes; a run that goes on for ever is stopped here. */
  private static final int OPERATIONS_MAX = 1_000_000;

  private final long beganNanos = System.nanoTime();
  private final List<Operation> operations = new ArrayList<>(); // guarded by this

  /** Asks and notes; the reply is passed on. */
  public Reply ask(int client, String via, Call call, Supplier<Reply> asking) {
    long invoked = nanos();
    Reply reply = asking.get();
    add(new Operation(client, via, call, reply, invoked, nanos()));
    return reply;
  }

  private synchronized void add(Operation operation) {
    if (operations.size() == OPERATIONS_MAX) {
      throw new IllegalStateException("a history has at most " + OPERATIONS_MAX + " operations");
    }
    operations.add(operation);
  }

  /** Since this recorder was made. */
  public long nanos() {
    return System.nanoTime() - beganNanos;
  }

  /** What was noted so far, by the time it was asked. */
  public synchronized List<Operation> operations() {
    return operations.stream().sorted(Comparator.comparingLong(Operation::invokedNanos)).toList();
  }
}
