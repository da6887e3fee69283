package io.jswarm.manager.writer;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits to be written, in the order in which it came. */
final class Backlog {
  /**
   * Commands are turned away when so much waits. What nodes say is not: their dispatcher bounds it,
   * and nobody would say it again.
   */
  static final int COMMANDS_MAX = 20_000;

  private final ArrayDeque<WriterInput> waiting = new ArrayDeque<>();

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  WriterInput next() {
    return waiting.remove();
  }

  /** Lets an input wait, unless there is no room for it. */
  boolean offer(WriterInput input) {
    boolean isCommand = input instanceof WriterInput.Submit;
    return (!isCommand || waiting.size() < COMMANDS_MAX) && waiting.add(input);
  }

  /** What was taken and not written waits again, before all that came later. */
  void takeBack(List<WriterInput> taken) {
    for (WriterInput input : taken.reversed()) {
      if (isRestOf(waiting.peek(), input)) {
        waiting.remove();
      }
      waiting.addFirst(input);
    }
  }

  /** Reports that did not fit one round wait with what was left of them. */
  private static boolean isRestOf(@Nullable WriterInput rest, WriterInput whole) {
    return whole instanceof WriterInput.Reports(long ticket, var _, var _)
        && rest instanceof WriterInput.Reports(long restTicket, var _, var _)
        && ticket == restTicket;
  }

  /** Removes and returns all. */
  List<WriterInput> drain() {
    List<WriterInput> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
