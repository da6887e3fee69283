package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.AutoscaleOption;

/** How many tasks a service has, and where. */
public final class ServiceModes {
  private ServiceModes() {}

  static JsonObject create(ParsedFlags flags) {
    String mode = flags.isSet("mode") ? flags.text("mode") : "replicated";
    boolean global = mode.startsWith("global");
    refuse(flags, "replicas", global, "replicated or replicated-job");
    refuse(flags, "replicas-max-per-node", global, "replicated or replicated-job");
    refuse(flags, "max-concurrent", !mode.equals("replicated-job"), "replicated-job");
    refuse(flags, "autoscale", !mode.equals("replicated"), "replicated");
    JsonObject replicas = new JsonObject();
    if (flags.isSet("replicas")) {
      replicas.set("Replicas", flags.count("replicas"));
    }
    if (flags.isSet("autoscale")) {
      autoscale(flags, replicas);
    }
    JsonObject result = new JsonObject();
    JsonObject chosen =
        switch (mode) {
          case "replicated" -> result.set("Replicated", replicas);
          case "global" -> result.set("Global", new JsonObject());
          case "replicated-job" -> result.set("ReplicatedJob", job(flags));
          case "global-job" -> result.set("GlobalJob", new JsonObject());
          default ->
              throw UsageException.badValue(
                  "mode", mode, "it is replicated, global, replicated-job or global-job");
        };
    Schedules.create(flags, chosen);
    return chosen;
  }

  private static JsonObject job(ParsedFlags flags) {
    JsonObject job = new JsonObject();
    if (flags.isSet("max-concurrent")) {
      job.set("MaxConcurrent", flags.count("max-concurrent"));
    } else if (flags.isSet("replicas")) {
      job.set("MaxConcurrent", flags.count("replicas"));
    }
    if (flags.isSet("replicas")) {
      job.set("TotalCompletions", flags.count("replicas"));
    }
    return job;
  }

  private static void refuse(ParsedFlags flags, String flag, boolean wrong, String modes) {
    if (wrong && flags.isSet(flag)) {
      throw new UsageException("--" + flag + " can only be used with " + modes + " mode");
    }
  }

  static void update(ParsedFlags flags, JsonObject spec) throws CommandException {
    if (flags.isSet("replicas")) {
      if (!spec.object("Mode").has("Replicated")) {
        throw new CommandException("replicas can only be used with replicated mode");
      }
      spec.child("Mode").child("Replicated").set("Replicas", flags.count("replicas"));
    }
    if (flags.isSet("autoscale")) {
      if (!spec.object("Mode").has("Replicated")) {
        throw new CommandException("autoscale can only be used with replicated mode");
      }
      autoscale(flags, spec.child("Mode").child("Replicated"));
    }
    if (flags.isSet("max-concurrent")) {
      if (!spec.object("Mode").has("ReplicatedJob")) {
        throw new CommandException("max-concurrent can only be used with replicated-job mode");
      }
      spec.child("Mode").child("ReplicatedJob").set("MaxConcurrent", flags.count("max-concurrent"));
    }
    Schedules.update(flags, spec.child("Mode"));
  }

  /** Where no number of tasks is given, what there is now is moved within the bounds. */
  private static void autoscale(ParsedFlags flags, JsonObject replicated) {
    JsonObject autoscale = flags.one("autoscale", AutoscaleOption::parse);
    replicated.set("Autoscale", autoscale);
    long min = autoscale.number("Min");
    long max = autoscale.number("Max");
    if (!flags.isSet("replicas") && !autoscale.isEmpty() && min <= max) {
      replicated.set("Replicas", Math.clamp(replicated.number("Replicas"), min, max));
    }
  }

  /**
   * Its bounds and targets in words, such as {@code 2-10 cpu 70%}; "" when it does not autoscale.
   */
  public static String autoscaleText(JsonObject spec) {
    JsonObject autoscale = spec.object("Mode").object("Replicated").object("Autoscale");
    if (autoscale.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(autoscale.number("Min")).append('-').append(autoscale.number("Max"));
    if (autoscale.has("CPU")) {
      text.append(" cpu ").append(autoscale.number("CPU")).append('%');
    }
    if (autoscale.has("Memory")) {
      text.append(" memory ").append(autoscale.number("Memory")).append('%');
    }
    return text.toString();
  }

  /** Sets the number of tasks: of a replicated service, or the completions of its job. */
  public static void scale(JsonObject spec, String name, long replicas) throws CommandException {
    JsonObject mode = spec.child("Mode");
    if (mode.has("Replicated")) {
      mode.child("Replicated").set("Replicas", replicas);
    } else if (mode.has("ReplicatedJob")) {
      mode.child("ReplicatedJob").set("TotalCompletions", replicas);
    } else {
      throw new CommandException(
          name + ": scale can only be used with replicated or replicated-job mode");
    }
  }

  /** The mode in words. */
  public static String name(JsonObject spec) {
    JsonObject mode = spec.object("Mode");
    if (mode.has("Global")) {
      return "global";
    }
    if (mode.has("ReplicatedJob")) {
      return "replicated job";
    }
    if (mode.has("GlobalJob")) {
      return "global job";
    }
    return mode.has("Replicated") ? "replicated" : "";
  }
}
