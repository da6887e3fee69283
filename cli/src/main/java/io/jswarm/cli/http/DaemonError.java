package io.jswarm.cli.http;

import java.io.IOException;

/** The daemon refused: its HTTP status and its own sentence. */
public final class DaemonError extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public DaemonError(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether asking again later may work: no leader, starting, overloaded. */
  public boolean isPassing() {
    return status == 503 || status == 502 || status == 504;
  }
}
