package io.jswarm.worker.task;

import io.jswarm.api.model.Fence;
import io.jswarm.worker.engine.Exit;

/** Why tasks failed: in swarmkit's words, with what they leave out. */
final class Failures {
  /** What a probe wrote is cut here: it stands in a column of a table. */
  private static final int WHY_MAX = 200;

  /** Of a task that fences itself, on a node that has lost its lease. */
  static final String FENCED =
      "task: stopped by its own node, which had heard no leader for %d seconds"
          .formatted(Fence.LEASE.toSeconds());

  private Failures() {}

  static String exited(Exit exit) {
    String code = "task: non-zero exit (" + exit.code() + ")";
    if (!exit.error().isEmpty()) {
      return code + ": " + exit.error();
    }
    return exit.oomKilled() ? code + ": out of memory" : code;
  }

  /** Of a container that was stopped because its health check failed too often. */
  static String unhealthy(Exit exit, String why) {
    String code = exit.code() == 0 ? "" : "task: non-zero exit (" + exit.code() + "): ";
    String shown = why.strip().lines().findFirst().orElse("");
    String cut = shown.length() > WHY_MAX ? shown.substring(0, WHY_MAX) + "..." : shown;
    return code + "dockerexec: unhealthy container" + (cut.isEmpty() ? "" : ": " + cut);
  }
}
