package io.jswarm.worker.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine did not do what it was asked; the message is for the user, in Docker's words where
 * Docker has some.
 */
public abstract sealed class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** This node cannot run the container as described; trying again here would end the same way. */
  public static final class Rejected extends EngineException {
    private static final long serialVersionUID = 1L;

    public Rejected(String message) {
      super(message, null);
    }

    public Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Something broke: a full disk, a runtime that crashed. */
  public static final class Failed extends EngineException {
    private static final long serialVersionUID = 1L;

    public Failed(String message) {
      super(message, null);
    }

    public Failed(String message, Throwable cause) {
      super(message + ": " + cause.getMessage(), cause);
    }
  }

  /** There is no container by that id. */
  public static final class NoSuchContainer extends EngineException {
    private static final long serialVersionUID = 1L;

    public NoSuchContainer(String containerId) {
      super("No such container: " + containerId, null);
    }
  }
}
