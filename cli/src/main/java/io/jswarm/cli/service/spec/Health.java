package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.GoDuration;
import java.util.List;

/** The health check of a container. */
final class Health {
  private static final String[] SETTINGS = {
    "health-cmd",
    "health-interval",
    "health-timeout",
    "health-retries",
    "health-start-period",
    "health-start-interval"
  };

  private Health() {}

  static void merge(ParsedFlags flags, JsonObject container) {
    boolean settings = flags.anySet(SETTINGS);
    if (flags.toggle("no-healthcheck")) {
      if (settings) {
        throw new UsageException("--no-healthcheck excludes the --health-* flags");
      }
      container.set("Healthcheck", new JsonObject().set("Test", List.of("NONE")));
      return;
    }
    if (!settings && !flags.isSet("no-healthcheck")) {
      return;
    }
    JsonObject check = new JsonObject();
    JsonObject before = container.object("Healthcheck");
    for (String name : before.names()) {
      boolean none = name.equals("Test") && before.texts("Test").contains("NONE");
      Object value = before.get(name);
      if (value != null && !none) {
        check.set(name, value);
      }
    }
    settings(flags, check);
    if (check.isEmpty()) {
      container.remove("Healthcheck");
    } else {
      container.set("Healthcheck", check);
    }
  }

  private static void settings(ParsedFlags flags, JsonObject check) {
    if (flags.isSet("health-cmd")) {
      String command = flags.text("health-cmd");
      check.setOrRemove("Test", command.isEmpty() ? List.of() : List.of("CMD-SHELL", command));
    }
    time(flags, "health-interval", check, "Interval");
    time(flags, "health-timeout", check, "Timeout");
    if (flags.isSet("health-retries")) {
      check.setUnlessZero("Retries", flags.count("health-retries"));
    }
    time(flags, "health-start-period", check, "StartPeriod");
    time(flags, "health-start-interval", check, "StartInterval");
  }

  private static void time(ParsedFlags flags, String flag, JsonObject check, String field) {
    if (flags.isSet(flag)) {
      check.setUnlessZero(field, flags.one(flag, Health::positive));
    }
  }

  private static long positive(String text) {
    long nanos = GoDuration.parse(text);
    if (nanos < 0) {
      throw new IllegalArgumentException("must not be negative");
    }
    return nanos;
  }
}
