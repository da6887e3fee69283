package io.jswarm.manager.schedule;

/** A schedule that cannot be read; the message names the part and says what it may be. */
public final class BadSchedule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSchedule(String message) {
    super(message);
  }
}
