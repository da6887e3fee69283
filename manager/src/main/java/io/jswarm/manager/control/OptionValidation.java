package io.jswarm.manager.control;

import io.jswarm.api.model.AppArmorOpts;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.HealthConfig;
import io.jswarm.api.model.Privileges;
import io.jswarm.api.model.SeccompOpts;
import io.jswarm.api.model.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a container's options make sense, as far as that can be said without its node: health
 * check, privileges, isolation, log.
 */
final class OptionValidation {
  private static final Duration TIME_MIN = Duration.ofMillis(1);
  private static final List<String> TESTS = List.of("NONE", "CMD", "CMD-SHELL");
  private static final List<String> SECCOMP_MODES = List.of("", "default", "unconfined", "custom");
  private static final List<String> APPARMOR_MODES = List.of("", "default", "disabled");

  /** Of the drivers that jswarm has; {@link NotYet} refuses the others. */
  private static final Map<String, List<String>> LOG_OPTIONS =
      Map.of(
          "json-file",
          List.of(
              "max-size",
              "max-file",
              "compress",
              "labels",
              "labels-regex",
              "env",
              "env-regex",
              "tag"),
          "local",
          List.of("max-size", "max-file", "compress"),
          "none",
          List.of());

  private OptionValidation() {}

  static @Nullable String check(TaskSpec task) {
    ContainerSpec container = task.containerSpec();
    String log = log(task.logDriver());
    if (log != null || container == null) {
      return log;
    }
    String health = health(container.healthcheck());
    if (health != null) {
      return health;
    }
    String isolation = container.isolation();
    if (!isolation.isEmpty() && !isolation.equals("default")) {
      return "invalid isolation \"%s\": nodes run Linux, which only knows \"default\""
          .formatted(isolation);
    }
    return privileges(container.privileges());
  }

  private static @Nullable String health(@Nullable HealthConfig check) {
    if (check == null) {
      return null;
    }
    Map<String, Duration> times = new TreeMap<>();
    times.put("Interval", check.interval());
    times.put("Timeout", check.timeout());
    times.put("StartPeriod", check.startPeriod());
    times.put("StartInterval", check.startInterval());
    for (Map.Entry<String, Duration> time : times.entrySet()) {
      if (!time.getValue().isZero() && time.getValue().compareTo(TIME_MIN) < 0) {
        return "ContainerSpec: %s in HealthConfig cannot be less than 1ms".formatted(time.getKey());
      }
    }
    if (check.retries() < 0) {
      return "ContainerSpec: Retries in HealthConfig cannot be negative";
    }
    return check.test().isEmpty() || TESTS.contains(check.test().getFirst())
        ? null
        : "ContainerSpec: Test in HealthConfig must begin with NONE, CMD or CMD-SHELL, not \"%s\""
            .formatted(check.test().getFirst());
  }

  private static @Nullable String privileges(@Nullable Privileges privileges) {
    if (privileges == null) {
      return null;
    }
    if (privileges.credentialSpec() != null) {
      return "credential specs are for containers on Windows, and no node of jswarm is one: leave"
          + " out --credential-spec";
    }
    if (privileges.seLinuxContext() != null) {
      return "nodes of jswarm do not label containers for SELinux: leave out"
          + " Privileges.SELinuxContext";
    }
    SeccompOpts seccomp = privileges.seccomp();
    if (seccomp != null) {
      boolean custom = seccomp.mode().equals("custom");
      if (!SECCOMP_MODES.contains(seccomp.mode())) {
        return "invalid seccomp mode \"%s\": default, unconfined or custom"
            .formatted(seccomp.mode());
      }
      if (custom != (seccomp.profile() != null && seccomp.profile().size() > 0)) {
        return custom
            ? "seccomp mode custom needs a profile"
            : "a seccomp profile is only taken with seccomp mode custom";
      }
    }
    AppArmorOpts appArmor = privileges.appArmor();
    return appArmor == null || APPARMOR_MODES.contains(appArmor.mode())
        ? null
        : "invalid AppArmor mode \"%s\": default or disabled".formatted(appArmor.mode());
  }

  private static @Nullable String log(@Nullable Driver driver) {
    if (driver == null) {
      return null;
    }
    String name = driver.name().isEmpty() ? "json-file" : driver.name();
    List<String> known = LOG_OPTIONS.get(name);
    return known == null
        ? null
        : driver.options().keySet().stream()
            .filter(option -> !known.contains(option))
            .findFirst()
            .map(option -> "unknown log opt '%s' for %s log driver".formatted(option, name))
            .orElse(null);
  }
}
