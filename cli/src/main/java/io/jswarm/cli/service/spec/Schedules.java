package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;

/** When a job is run again and again: the flags, and the member of its mode they become. */
public final class Schedules {
  private static final String MEMBER = "Schedule";
  private static final String[] DETAILS = {
    "schedule-timezone",
    "schedule-concurrency",
    "schedule-history",
    "schedule-deadline",
    "schedule-suspend"
  };

  private Schedules() {}

  static void flags(FlagSet flags) {
    flags
        .value("schedule", "CRON", "Run the job at these times: \"*/5 * * * *\" or @daily")
        .value("schedule-timezone", "ZONE", "Time zone of the schedule, as Europe/Berlin")
        .value(
            "schedule-concurrency",
            "HOW",
            "When a run is due and one goes on: forbid," + " replace or allow")
        .value("schedule-history", "N", "How many ended runs to keep")
        .value("schedule-deadline", "TIME", "How late a run may begin")
        .toggle("schedule-suspend", "Let nothing fall due until this is taken back");
  }

  /** Puts the schedule of the flags into the mode of a new service. */
  static void create(ParsedFlags flags, JsonObject mode) {
    if (!flags.isSet("schedule")) {
      if (flags.anySet(DETAILS)) {
        throw new UsageException("without --schedule nothing else can be said of the schedule");
      }
      return;
    }
    String job = job(mode);
    if (job.isEmpty()) {
      throw new UsageException(
          "--schedule can only be used with replicated-job or global-job mode");
    }
    merge(flags, mode.child(job).child(MEMBER));
  }

  /** Changes the schedule of a service; an empty {@code --schedule} takes it away. */
  static void update(ParsedFlags flags, JsonObject mode) throws CommandException {
    if (!flags.isSet("schedule") && !flags.anySet(DETAILS)) {
      return;
    }
    String job = job(mode);
    if (job.isEmpty()) {
      throw new CommandException("the service is no job: only jobs follow a schedule");
    }
    boolean takesAway = flags.isSet("schedule") && flags.text("schedule").isBlank();
    if (takesAway) {
      if (flags.anySet(DETAILS)) {
        throw new UsageException(
            "--schedule \"\" takes the schedule away and all that is said of" + " it");
      }
      mode.child(job).set(MEMBER, new JsonObject().set("Cron", ""));
      return;
    }
    if (!flags.isSet("schedule") && !mode.object(job).has(MEMBER)) {
      throw new CommandException("the job has no schedule: give it one with --schedule");
    }
    merge(flags, mode.child(job).child(MEMBER));
  }

  private static void merge(ParsedFlags flags, JsonObject schedule) {
    if (flags.isSet("schedule")) {
      schedule.set("Cron", flags.text("schedule"));
    }
    if (flags.isSet("schedule-timezone")) {
      schedule.setOrRemove("TimeZone", flags.text("schedule-timezone"));
    }
    if (flags.isSet("schedule-concurrency")) {
      schedule.set("Concurrency", flags.text("schedule-concurrency"));
    }
    if (flags.isSet("schedule-history")) {
      schedule.set("History", flags.count("schedule-history"));
    }
    if (flags.isSet("schedule-deadline")) {
      schedule.set("Deadline", flags.nanos("schedule-deadline"));
    }
    if (flags.isSet("schedule-suspend")) {
      schedule.set("Suspended", flags.toggle("schedule-suspend"));
    }
  }

  /** The schedule of a service's spec; empty where it has none. */
  public static JsonObject of(JsonObject spec) {
    JsonObject mode = spec.object("Mode");
    return mode.object(job(mode)).object(MEMBER);
  }

  /** The member of the mode that a job is said by; empty for what is no job. */
  private static String job(JsonObject mode) {
    if (mode.has("GlobalJob")) {
      return "GlobalJob";
    }
    return mode.has("ReplicatedJob") ? "ReplicatedJob" : "";
  }

  /** Whether the spec is a job's. */
  public static boolean isJob(JsonObject spec) {
    return !job(spec.object("Mode")).isEmpty();
  }
}
