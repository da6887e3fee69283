package io.jswarm.worker.volume;

import org.jspecify.annotations.Nullable;

/** A volume operation that did not happen; the message is for the user, in Docker's words. */
public abstract sealed class VolumeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private VolumeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** There is no such volume, or no such driver (404). */
  public static final class NotFound extends VolumeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }

    /** Docker's sentence for a volume that is not on this node. */
    public static NotFound named(String name) {
      return new NotFound("get " + name + ": no such volume");
    }
  }

  /** Something uses the volume, or the name stands for another one (409). */
  public static final class Conflict extends VolumeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message, null);
    }
  }

  /** What was asked makes no sense (400). */
  public static final class Invalid extends VolumeException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null);
    }
  }

  /** A disk, the kernel or a file server failed (500). */
  public static final class Failed extends VolumeException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
      super(message, null);
    }

    public Failed(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }
}
