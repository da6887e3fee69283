package io.jswarm.raftstore.crypt;

/**
 * A sealed record cannot be opened: changed, cut short, of a later format, or its key is not held.
 */
public final class BrokenSealException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenSealException(String message) {
    super(message);
  }

  BrokenSealException(String message, Throwable cause) {
    super(message, cause);
  }
}
