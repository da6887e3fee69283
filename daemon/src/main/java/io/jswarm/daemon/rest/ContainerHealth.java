package io.jswarm.daemon.rest;

import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.ProbeResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The health of containers as Docker shows it. */
final class ContainerHealth {
  private ContainerHealth() {}

  /** As the filter {@code health} names it. */
  static String word(LocalContainer container) {
    Health health = container.health();
    if (health != null) {
      return health.status().docker();
    }
    return container.process().health() == null ? "none" : Health.Status.STARTING.docker();
  }

  /** Behind the time a container has been up. */
  static String suffix(LocalContainer container) {
    boolean running = container.state() instanceof LocalContainer.Running;
    if (!running || container.process().health() == null) {
      return "";
    }
    String word = word(container);
    return word.equals("starting") ? " (health: starting)" : " (" + word + ")";
  }

  /** {@code State.Health}, for containers that have a health check. */
  static void state(ObjectNode state, LocalContainer container) {
    if (container.process().health() == null) {
      return;
    }
    Health found = container.health();
    Health health = found == null ? Health.of(Health.Status.STARTING) : found;
    ObjectNode json = state.putObject("Health");
    json.put("Status", health.status().docker());
    json.put("FailingStreak", health.failingStreak());
    ArrayNode log = json.putArray("Log");
    for (ProbeResult each : health.log()) {
      log.addObject()
          .put("Start", each.start().toString())
          .put("End", each.end().toString())
          .put("ExitCode", each.exitCode())
          .put("Output", each.output());
    }
  }

  /** {@code Config.Healthcheck}: spec and image merged. */
  static void config(ObjectNode config, ContainerProcess process) {
    HealthCheck check = process.health();
    if (check != null) {
      config.putPOJO("Healthcheck", check.config());
    }
  }
}
