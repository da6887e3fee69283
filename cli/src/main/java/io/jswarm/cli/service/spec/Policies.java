package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Amounts;
import java.util.Locale;

/** How a service restarts, rolls out, and what it may use: the same for new and changed specs. */
final class Policies {
  private static final long MONITOR_NANOS = 5_000_000_000L;

  private Policies() {}

  /**
   * The restart policy. Unlike Docker's CLI a delay that was not given is left out: the manager
   * then chooses one by how the tasks fare, and an explicit one is kept to the letter.
   */
  static void restart(ParsedFlags flags, JsonObject task) {
    if (!flags.anySet(
        "restart-condition", "restart-delay", "restart-max-attempts", "restart-window")) {
      return;
    }
    if (!task.has("RestartPolicy")) {
      task.set("RestartPolicy", new JsonObject().set("Condition", "any").set("MaxAttempts", 0L));
    }
    JsonObject policy = task.child("RestartPolicy");
    if (flags.isSet("restart-condition")) {
      policy.set("Condition", flags.text("restart-condition"));
    }
    setNanos(flags, "restart-delay", policy, "Delay");
    if (flags.isSet("restart-max-attempts")) {
      policy.set("MaxAttempts", flags.count("restart-max-attempts"));
    }
    setNanos(flags, "restart-window", policy, "Window");
  }

  /** Whether a task stops by itself where no manager is heard, and is waited for. */
  static void fence(ParsedFlags flags, JsonObject task) {
    if (flags.isSet("fence")) {
      task.set("Fence", flags.toggle("fence"));
    }
  }

  private static void setNanos(ParsedFlags flags, String flag, JsonObject target, String field) {
    if (flags.isSet(flag)) {
      target.set(field, flags.nanos(flag));
    }
  }

  /** {@code UpdateConfig} or {@code RollbackConfig}, for {@code update} or {@code rollback}. */
  static void rollOut(ParsedFlags flags, String action, JsonObject spec) {
    String prefix = action + "-";
    String[] names = {
      prefix + "parallelism",
      prefix + "delay",
      prefix + "monitor",
      prefix + "failure-action",
      prefix + "max-failure-ratio",
      prefix + "order"
    };
    if (!flags.anySet(names)) {
      return;
    }
    String field = action.equals("update") ? "UpdateConfig" : "RollbackConfig";
    if (!spec.has(field)) {
      spec.set(field, defaults());
    }
    JsonObject config = spec.child(field);
    if (flags.isSet(names[0])) {
      config.set("Parallelism", flags.count(names[0]));
    }
    if (flags.isSet(names[1])) {
      config.setUnlessZero("Delay", flags.nanos(names[1]));
    }
    if (flags.isSet(names[2])) {
      config.set("Monitor", flags.nanos(names[2]));
    }
    if (flags.isSet(names[3])) {
      config.set("FailureAction", flags.text(names[3]));
    }
    if (flags.isSet(names[4])) {
      config.set("MaxFailureRatio", flags.one(names[4], Amounts::ratio));
    }
    if (flags.isSet(names[5])) {
      config.set("Order", flags.text(names[5]));
    }
  }

  private static JsonObject defaults() {
    return new JsonObject()
        .set("Parallelism", 1L)
        .set("FailureAction", "pause")
        .set("Monitor", MONITOR_NANOS)
        .set("MaxFailureRatio", 0L)
        .set("Order", "stop-first");
  }

  /** Limits and reservations; parents are made only when one of their flags is given. */
  static void resources(ParsedFlags flags, JsonObject task) {
    if (flags.anySet("limit-cpu", "limit-memory", "limit-pids")) {
      JsonObject limits = task.child("Resources").child("Limits");
      task.child("Resources").child("Reservations");
      setAmounts(flags, "limit", limits);
      if (flags.isSet("limit-pids")) {
        limits.setUnlessZero("Pids", flags.integer("limit-pids"));
      }
    }
    if (flags.anySet("reserve-cpu", "reserve-memory")) {
      task.child("Resources").child("Limits");
      setAmounts(flags, "reserve", task.child("Resources").child("Reservations"));
    }
    if (flags.isSet("memory-swap")) {
      task.child("Resources").set("SwapBytes", flags.bytes("memory-swap"));
    }
    if (flags.isSet("memory-swappiness")) {
      task.child("Resources").set("MemorySwappiness", flags.integer("memory-swappiness"));
    }
  }

  private static void setAmounts(ParsedFlags flags, String prefix, JsonObject amounts) {
    if (flags.isSet(prefix + "-cpu")) {
      amounts.setUnlessZero("NanoCPUs", flags.nanoCpus(prefix + "-cpu"));
    }
    if (flags.isSet(prefix + "-memory")) {
      amounts.setUnlessZero("MemoryBytes", flags.bytes(prefix + "-memory"));
    }
  }

  /** The way clients find the service, in the API's lower case. */
  static String endpointMode(ParsedFlags flags) {
    return flags.text("endpoint-mode").toLowerCase(Locale.ROOT);
  }
}
