package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Workload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * That a number of tasks follows their load, on its way in (docs/adr/030): taken off when an empty
 * one is said, and kept through clients that do not know it.
 */
final class Autoscales {
  private static final String MEMBER = "Autoscale";
  private static final String REPLICATED = "Replicated";

  private Autoscales() {}

  /** Leaves out one that says nothing. */
  static void spell(JsonNode spec) {
    if (spec.path("Mode").path(REPLICATED) instanceof ObjectNode replicated) {
      JsonNode said = replicated.path(MEMBER);
      if (said.isNull() || (said.isObject() && said.isEmpty())) {
        replicated.remove(MEMBER);
      }
    }
  }

  /** The number of tasks when none is said. */
  static long replicas(JsonNode mode) {
    return mode.path(REPLICATED).path(MEMBER).path("Min").asLong(1);
  }

  /**
   * Gives a spec that says nothing of it what the service has now; to one that says nothing of its
   * mode either, the number of tasks as well.
   */
  static void keep(ObjectNode spec, ServiceSpec before) {
    if (before.autoscale() == null) {
      return;
    }
    if (spec.path("Mode").isEmpty() && before.workload() instanceof Workload.Replicated(int now)) {
      spec.withObjectProperty("Mode").withObjectProperty(REPLICATED).put("Replicas", now);
    }
    if (spec.path("Mode").path(REPLICATED) instanceof ObjectNode replicated
        && !replicated.has(MEMBER)) {
      replicated.set(MEMBER, Json.mapper().valueToTree(before.autoscale()));
    }
  }
}
