package io.jswarm.raftstore.ratis;

/** Nobody could be shown to lead; the message says why. */
final class Unconfirmed extends Exception {
  private static final long serialVersionUID = 1L;

  Unconfirmed(String message) {
    super(message);
  }

  Unconfirmed(String message, Throwable cause) {
    super(message, cause);
  }
}
