package io.jswarm.daemon.rest;

import io.jswarm.api.model.Placement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service's wish to stay with its volumes on its way in (docs/adr/026): spelled in one way, and
 * kept through clients that do not know it.
 */
final class VolumeAffinities {
  private static final String MEMBER = "VolumeAffinity";
  private static final String NONE = "none";

  private VolumeAffinities() {}

  /** Leaves out a word that means none. */
  static void spell(JsonNode spec) {
    if (placement(spec) instanceof ObjectNode placement) {
      String said = placement.path(MEMBER).asString("");
      if (said.isEmpty() || said.equals(NONE)) {
        placement.remove(MEMBER);
      }
    }
  }

  /** Whether the spec says nothing of it. */
  private static boolean isLeftOut(JsonNode spec) {
    return !placement(spec).has(MEMBER);
  }

  /** Gives a spec that says nothing of it what the service has now. */
  static void keep(ObjectNode spec, Placement before) {
    if (!before.volumeAffinity().isEmpty()
        && isLeftOut(spec)
        && spec.path("TaskTemplate") instanceof ObjectNode template) {
      template.withObjectProperty("Placement").put(MEMBER, before.volumeAffinity());
    }
  }

  private static JsonNode placement(JsonNode spec) {
    return spec.path("TaskTemplate").path("Placement");
  }
}
