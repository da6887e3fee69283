package io.jswarm.manager.leadership;

import java.time.Duration;

/** What callers are told when no manager leads. */
public final class NoLeader extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * How long a call looks for a leader before it gives up: callers are to have their sentence
   * within 3 s.
   */
  public static final Duration PATIENCE = Duration.ofMillis(2500);

  /** Docker's sentence, which programs know. */
  public static final String MESSAGE =
      "The swarm does not have a leader. It's possible that too few managers are online. Make sure"
          + " more than half of the managers are online.";

  public NoLeader() {
    super(MESSAGE);
  }
}
