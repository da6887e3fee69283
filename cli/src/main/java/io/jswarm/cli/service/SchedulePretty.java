package io.jswarm.cli.service;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.service.spec.Schedules;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.GoDuration;
import java.util.List;

/** A job's schedule and how its runs went, for people. */
final class SchedulePretty {
  private SchedulePretty() {}

  /** Lines for a job that has a schedule, or past runs of one; none for any other service. */
  static void append(StringBuilder out, JsonObject service) {
    JsonObject schedule = Schedules.of(service.object("Spec"));
    JsonObject status = service.object("JobStatus").object("Schedule");
    if (!schedule.isEmpty()) {
      line(out, "Schedule:\t" + schedule.text("Cron"));
      said(out, " Time zone:\t", schedule.text("TimeZone"));
      said(out, " Concurrency:\t", schedule.text("Concurrency"));
      if (schedule.has("Deadline")) {
        line(out, " Deadline:\t" + GoDuration.format(schedule.number("Deadline")));
      }
      line(out, " Next run:\t" + next(schedule, status));
    }
    if (status.has("LastSkipped")) {
      line(
          out, " Last skipped:\t" + time(status, "LastSkipped") + ": " + status.text("SkipReason"));
    }
    List<JsonObject> runs = status.objects("Runs");
    if (!runs.isEmpty()) {
      line(out, "Runs:");
      runs.reversed().forEach(run -> line(out, " " + run(run)));
    }
  }

  private static String next(JsonObject schedule, JsonObject status) {
    if (status.has("NextRun")) {
      return time(status, "NextRun");
    }
    return schedule.flag("Suspended") ? "none: it is suspended" : "none";
  }

  private static String run(JsonObject run) {
    String begun = run.has("Due") ? "due " + time(run, "Due") : "by hand " + time(run, "StartedAt");
    String message = run.text("Message");
    return run.object("JobIteration").number("Index")
        + "\t"
        + begun
        + ", "
        + run.text("State")
        + (message.isEmpty() ? "" : ": " + message);
  }

  private static String time(JsonObject of, String field) {
    return Ages.goTime(of.text(field));
  }

  private static void said(StringBuilder out, String title, String text) {
    if (!text.isEmpty()) {
      line(out, title + text);
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append('\n').append(text);
  }
}
