package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job's schedule on its way in (docs/adr/033): one without times is none, and clients that do not
 * know it keep it.
 */
final class Schedules {
  private static final String MEMBER = "Schedule";
  private static final List<String> JOBS = List.of("ReplicatedJob", "GlobalJob");

  private Schedules() {}

  /** Leaves out a schedule that says no times. */
  static void spell(JsonNode spec) {
    for (String mode : JOBS) {
      if (spec.path("Mode").path(mode) instanceof ObjectNode job
          && job.path(MEMBER).path("Cron").asString("").isBlank()) {
        job.remove(MEMBER);
      }
    }
  }

  /** Gives a job that says nothing of a schedule the one it has now. */
  static void keep(ObjectNode spec, ServiceSpec before) {
    if (before.schedule() == null) {
      return;
    }
    for (String mode : JOBS) {
      if (spec.path("Mode").path(mode) instanceof ObjectNode job && !job.has(MEMBER)) {
        job.set(MEMBER, Json.mapper().valueToTree(before.schedule()));
      }
    }
  }
}
