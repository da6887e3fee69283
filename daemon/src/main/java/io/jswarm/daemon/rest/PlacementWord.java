package io.jswarm.daemon.rest;

import io.jswarm.api.model.Placement;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A word of a placement that is ours, on its way in: how tasks stay with their volumes
 * (docs/adr/026), whether they move by themselves (docs/adr/029). It is spelled in one way, and
 * kept through clients that do not know it.
 *
 * @param none what a client says to take it off, besides nothing
 */
record PlacementWord(String member, String none, Function<Placement, String> now) {
  private static final List<PlacementWord> ALL =
      List.of(
          new PlacementWord("VolumeAffinity", "none", Placement::volumeAffinity),
          new PlacementWord("Rebalance", "off", Placement::rebalance));

  /** Leaves out words that say what is so anyway. */
  static void spell(JsonNode spec) {
    if (placement(spec) instanceof ObjectNode placement) {
      for (PlacementWord word : ALL) {
        String said = placement.path(word.member).asString("");
        if (said.isEmpty() || said.equals(word.none)) {
          placement.remove(word.member);
        }
      }
    }
  }

  /** Gives a spec what the service has now of the words it leaves out. */
  static void keep(ObjectNode spec, Placement before) {
    for (PlacementWord word : ALL) {
      String present = word.now.apply(before);
      if (!present.isEmpty()
          && !placement(spec).has(word.member)
          && spec.path("TaskTemplate") instanceof ObjectNode template) {
        template.withObjectProperty("Placement").put(word.member, present);
      }
    }
  }

  private static JsonNode placement(JsonNode spec) {
    return spec.path("TaskTemplate").path("Placement");
  }
}
