package io.jswarm.raftstore.codec;

/** Bytes that this version cannot read: damaged, or written by a later version. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableException(String message) {
    super(message);
  }

  UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
