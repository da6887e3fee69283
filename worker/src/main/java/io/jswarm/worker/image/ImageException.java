package io.jswarm.worker.image;

import io.jswarm.worker.kernel.ErrnoException;
import java.io.IOException;
import java.nio.file.FileSystemException;
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

  /** What an archive could not be taken in for: its own fault, or that of a disk or the kernel. */
  static ImageException taking(String what, IOException cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof ErrnoException || each instanceof FileSystemException) {
        return new Failed(what, cause);
      }
    }
    return new Invalid(what, cause);
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

  /** The registry does not let them in who ask (401). */
  public static final class Unauthorized extends ImageException {
    private static final long serialVersionUID = 1L;

    private Unauthorized(String message) {
      super(message, null);
    }

    /**
     * What to do about it.
     *
     * @param asNobody whether it was asked without credentials
     */
    public static Unauthorized at(String registry, boolean asNobody) {
      return new Unauthorized(
          asNobody
              ? "unauthorized: %s wants credentials: log in to it, and create and update services --with-registry-auth"
                  .formatted(registry)
              : "unauthorized: %s does not accept these credentials".formatted(registry));
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
