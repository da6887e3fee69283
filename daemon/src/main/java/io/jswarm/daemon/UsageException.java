package io.jswarm.daemon;

/** A command line or configuration that cannot be followed; the message is for the operator. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
