package io.jswarm.cli.service.progress;

import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges whether a service has become what its spec says, from one look to the next. Pure: the time
 * comes with each look. A service has converged when all its tasks run and the managers call the
 * update completed, who have watched them; where they have nothing to replace, when the tasks went
 * on running for the update's monitoring time, or ran before the change. An update that pauses or
 * is rolled back has failed, unless going back is what was asked for.
 */
final class Convergence {
  private static final long DEFAULT_MONITOR_NANOS = 5_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final String OVERALL = "overall progress";
  private static final String VERIFY = "verify";
  private static final String JOB_COMPLETE = "job complete";

  /** What was asked for: going back is a failure of an update and the success of a rollback. */
  enum Wanted {
    CHANGE,
    ROLLBACK
  }

  private final Wanted wanted;
  private final Object statusBefore;
  private final Tallies tallies = new Tallies();
  private final RunWatch runs;
  private long convergedAt;
  private boolean converged;
  private boolean rollingBack;

  /** What the managers say of this change. */
  private Watch watch = Watch.NOBODY;

  /** Who sees to it that new tasks stay. */
  private enum Watch {
    NOBODY,
    MANAGERS,
    DONE
  }

  /**
   * A judge for one change.
   *
   * @param before the service as it was, whose update status says nothing about this change
   */
  Convergence(Wanted wanted, JsonObject before) {
    this.wanted = wanted;
    this.rollingBack = wanted == Wanted.ROLLBACK;
    this.runs = new RunWatch(before);
    Object status = before.get("UpdateStatus");
    this.statusBefore = status == null ? JsonNull.NULL : status;
  }

  /** Judges a look taken at {@code nowNanos}, which never goes back. */
  Report look(Sight sight, long nowNanos) {
    List<Line> lines = new ArrayList<>();
    Verdict byStatus = updateStatus(sight.service(), lines);
    Tally tally = tallies.count(sight);
    String overall = overall(sight, tally);
    lines.add(Line.of(OVERALL, overall));
    lines.addAll(tally.lines());
    if (!(byStatus instanceof Verdict.Going)) {
      return new Report(lines, overall, byStatus);
    }
    if (RunWatch.watches(sight.service())) {
      return run(sight, lines, overall);
    }
    if (!tally.isComplete()) {
      if (converged) {
        lines.add(Line.of(VERIFY, "Detected task failure"));
      }
      converged = false;
      return new Report(lines, overall, deadEnd(sight, tally));
    }
    if (Tallies.isJob(sight)) {
      lines.add(Line.of("", JOB_COMPLETE));
      return new Report(lines, overall, new Verdict.Done());
    }
    return new Report(lines, overall, verify(sight, nowNanos, lines));
  }

  private Report run(Sight sight, List<Line> lines, String overall) {
    JsonObject service = sight.service();
    Verdict verdict = runs.verdict(service);
    if (!(verdict instanceof Verdict.Done)) {
      return new Report(lines, overall, verdict);
    }
    if (!runs.hasBegun(service)) {
      String outlook = RunWatch.outlook(service);
      return new Report(List.of(Line.of("", outlook)), outlook, verdict);
    }
    lines.add(Line.of("", JOB_COMPLETE));
    return new Report(lines, overall, verdict);
  }

  private String overall(Sight sight, Tally tally) {
    if (!tally.known()) {
      return "waiting for new tasks";
    }
    String count = tally.done() + " out of " + tally.wanted() + " tasks";
    if (Tallies.isJob(sight)) {
      return count + " complete";
    }
    return rollingBack ? "rolling back update: " + count : count;
  }

  private Verdict updateStatus(JsonObject service, List<Line> lines) {
    JsonObject status = service.object("UpdateStatus");
    watch = Watch.NOBODY;
    if (status.equals(statusBefore)) {
      return new Verdict.Going();
    }
    String message = status.text("Message");
    switch (status.text("State")) {
      case "paused" -> {
        return new Verdict.Failed("the update is paused: " + message);
      }
      case "rollback_paused" -> {
        return new Verdict.Failed("the rollback is paused: " + message);
      }
      case "rollback_started" -> {
        rollingBack = true;
        watch = Watch.MANAGERS;
        if (wanted == Wanted.CHANGE) {
          lines.add(Line.of("rollback", message));
        }
      }
      case "rollback_completed" -> {
        rollingBack = true;
        if (wanted == Wanted.CHANGE) {
          return new Verdict.Failed("the update was rolled back: " + message);
        }
        watch = Watch.DONE;
      }
      case "updating" -> {
        rollingBack = false;
        watch = Watch.MANAGERS;
      }
      case "completed" -> {
        rollingBack = false;
        watch = Watch.DONE;
      }
      default -> rollingBack = wanted == Wanted.ROLLBACK;
    }
    return new Verdict.Going();
  }

  /** Tasks that have all ended and are never restarted will not run. */
  private static Verdict deadEnd(Sight sight, Tally tally) {
    JsonObject policy = sight.spec().object("TaskTemplate").object("RestartPolicy");
    boolean never =
        policy.text("Condition").equals("none") && sight.tasks().size() >= tally.wanted();
    if (!never || sight.tasks().isEmpty()) {
      return new Verdict.Going();
    }
    String error = "";
    for (JsonObject task : sight.tasks()) {
      if (!TaskStates.isTerminal(TaskStates.observed(task))) {
        return new Verdict.Going();
      }
      String found = task.object("Status").text("Err");
      error = found.isEmpty() ? error : found;
    }
    return new Verdict.Failed(
        "its tasks have ended and its restart condition is none"
            + (error.isEmpty() ? "" : ": " + error));
  }

  private Verdict stable(Sight sight, long waited, long monitor) {
    boolean stable =
        switch (watch) {
          case DONE -> true;
          case MANAGERS -> false;
          case NOBODY -> waited >= monitor || ranBefore(sight);
        };
    return stable ? new Verdict.Done() : new Verdict.Going();
  }

  /** Whether no task that runs has changed since the service was written. */
  private static boolean ranBefore(Sight sight) {
    long written = version(sight.service());
    return sight.tasks().stream()
        .filter(TaskStates::isRunning)
        .allMatch(task -> version(task) < written);
  }

  private static long version(JsonObject object) {
    return object.object("Version").number("Index");
  }

  private Verdict verify(Sight sight, long nowNanos, List<Line> lines) {
    if (!converged) {
      converged = true;
      convergedAt = nowNanos;
    }
    JsonObject config = sight.spec().object(rollingBack ? "RollbackConfig" : "UpdateConfig");
    long monitor = config.has("Monitor") ? config.number("Monitor") : DEFAULT_MONITOR_NANOS;
    long waited = nowNanos - convergedAt;
    Verdict verdict = stable(sight, waited, monitor);
    String text =
        verdict instanceof Verdict.Done
            ? "Service " + sight.service().text("ID") + " converged"
            : "Waiting "
                + Math.max(1, (monitor - waited + SECOND - 1) / SECOND)
                + " seconds to verify that tasks are stable...";
    lines.add(Line.of(VERIFY, text));
    return verdict;
  }
}
