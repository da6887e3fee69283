package io.jswarm.manager.dispatch;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * Which statuses of one session are committed. A node takes "committed up to" literally, so nothing
 * is acknowledged before all that came before it.
 */
final class StatusReceipts {
  private static final long NOTHING_TO_COMMIT = -1;

  private static final class Receipt {
    final long sequence;
    long ticket;

    Receipt(long sequence, long ticket) {
      this.sequence = sequence;
      this.ticket = ticket;
    }
  }

  private final ArrayDeque<Receipt> open = new ArrayDeque<>();

  /** These statuses wait for the ticket to be committed. */
  void waitFor(long sequence, long ticket) {
    open.add(new Receipt(sequence, ticket));
  }

  /** These statuses brought nothing new. */
  void nothingNew(long sequence) {
    open.add(new Receipt(sequence, NOTHING_TO_COMMIT));
  }

  void committed(long ticket) {
    for (Receipt receipt : open) {
      if (receipt.ticket == ticket) {
        receipt.ticket = NOTHING_TO_COMMIT;
      }
    }
  }

  int size() {
    return open.size();
  }

  /** The last sequence that can be acknowledged now, if there is a new one. */
  OptionalLong acknowledge() {
    OptionalLong last = OptionalLong.empty();
    while (!open.isEmpty() && open.element().ticket == NOTHING_TO_COMMIT) {
      last = OptionalLong.of(open.remove().sequence);
    }
    return last;
  }
}
