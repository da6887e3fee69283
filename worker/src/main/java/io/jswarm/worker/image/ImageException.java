package io.jswarm.worker.image;

import org.jspecify.annotations.Nullable;

/**
 * An image operation that did not happen; the message is for the user, in Docker's words where
 * Docker has some.
 */
public abstract sealed class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** There is no such image, here or at the registry (404). */
  public static final class NotFound extends ImageException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }

    /** Docker's sentence for an image that is not on this node. */
    public static NotFound locally(String name) {
      return new NotFound("No such image: " + name);
    }
  }

  /** Something uses the image (409). */
  public static final class Conflict extends ImageException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message, null);
    }
  }

  /** What was given makes no sense: a malformed name, archive or change (400). */
  public static final class Invalid extends ImageException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message, null);
    }

    public Invalid(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }

  /** A disk or a registry failed (500). */
  public static final class Failed extends ImageException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
      super(message, null);
    }

    public Failed(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }
}
