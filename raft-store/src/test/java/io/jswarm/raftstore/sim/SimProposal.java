package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A proposal on its way, and who waits to hear of it. */
final class SimProposal {
  private final byte[] bytes;
  private final SimLog origin;
  private @Nullable Consumer<Outcome> told;

  SimProposal(byte[] bytes, SimLog origin, Consumer<Outcome> told) {
    this.bytes = bytes;
    this.origin = origin;
    this.told = told;
  }

  byte[] bytes() {
    return bytes;
  }

  SimLog origin() {
    return origin;
  }

  /** Tells the outcome, once. */
  void tell(Outcome outcome) {
    Consumer<Outcome> listener = told;
    told = null;
    if (listener != null) {
      listener.accept(outcome);
    }
  }

  /** Whoever waited is gone. */
  void forget() {
    told = null;
  }
}
