package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import java.util.List;

/** What a command came to: changes in the turn, or a refusal and no change at all. */
public sealed interface Decision {
  /**
   * The turn holds the changes.
   *
   * @param id of the object written
   */
  record Accepted(String id, List<String> warnings) implements Decision {
    Accepted(String id) {
      this(id, List.of());
    }
  }

  /** The turn is as it was. */
  record Rejected(Refusal refusal) implements Decision {}

  /** Rejected as wrong in itself. */
  static Decision invalid(String message) {
    return new Rejected(Refusal.invalid(message));
  }

  /** Rejected because of the state of things. */
  static Decision precondition(String message) {
    return new Rejected(new Refusal(Refusal.Kind.FAILED_PRECONDITION, message));
  }

  /** Rejected because the caller saw an older version. */
  static Decision outOfSequence() {
    return new Rejected(new Refusal(Refusal.Kind.OUT_OF_SEQUENCE, "update out of sequence"));
  }
}
