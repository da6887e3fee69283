package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a member has on disk is damaged in a way that cannot be mended here: something that may have
 * been acknowledged is gone. The member must not take part with the rest, or it could vote for a
 * leader that lacks what is committed.
 */
public final class LogDamaged extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String WHAT_TO_DO =
      ". Going on without it could lose what the cluster has acknowledged. Let this node leave with"
          + " --force, remove it from the other managers and join it again; a single manager must be"
          + " brought back from a copy of its data";

  /** Says which file it is, how that shows, and what to do. */
  public LogDamaged(Path file, String how) {
    super(file + " is damaged: " + how + WHAT_TO_DO);
  }

  LogDamaged(Path directory, Throwable cause) {
    super(
        "the log in " + directory + " cannot be read (" + cause.getMessage() + ")" + WHAT_TO_DO,
        cause);
  }
}
