package io.jswarm.scheduler.constraint;

/** A constraint that cannot be read; the message is Swarm's. */
public final class BadConstraint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadConstraint(String message) {
    super(message);
  }
}
