package io.jswarm.cli.service.progress;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.Ages;

/**
 * Judges a change of a job on a schedule. The managers say when a run has ended and how; a change
 * that begins none is done at once.
 */
final class RunWatch {
  private final long before;

  /**
   * A judge for one change.
   *
   * @param before the service as it was; empty for a new one
   */
  RunWatch(JsonObject before) {
    this.before = iteration(before.object("JobStatus"));
  }

  /** Whether managers keep an account of the service's runs. */
  static boolean watches(JsonObject service) {
    return service.object("JobStatus").has("Schedule");
  }

  /** What has become of the first run since, or of the wish for one. */
  Verdict verdict(JsonObject service) {
    JsonObject schedule = service.object("JobStatus").object("Schedule");
    for (JsonObject run : schedule.objects("Runs")) {
      if (iteration(run) > before) {
        return switch (run.text("State")) {
          case "complete" -> new Verdict.Done();
          case "failed", "replaced" ->
              new Verdict.Failed(
                  "run " + iteration(run) + " " + run.text("State") + ": " + run.text("Message"));
          default -> new Verdict.Going();
        };
      }
    }
    return schedule.flag("ByHand") ? new Verdict.Going() : new Verdict.Done();
  }

  /** Whether a run has begun since. */
  boolean hasBegun(JsonObject service) {
    return iteration(service.object("JobStatus")) > before;
  }

  /** When it is run next, in words. */
  static String outlook(JsonObject service) {
    String next = service.object("JobStatus").object("Schedule").text("NextRun");
    return next.isEmpty() ? "no run is due" : "next run " + Ages.goTime(next);
  }

  private static long iteration(JsonObject of) {
    return of.object("JobIteration").number("Index");
  }
}
