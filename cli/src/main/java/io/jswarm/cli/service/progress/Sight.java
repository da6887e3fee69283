package io.jswarm.cli.service.progress;

import io.jswarm.cli.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * One look at the cluster.
 *
 * @param tasks those made from the service's newest spec, old and new ones of a slot alike
 * @param activeNodes ids of the nodes that are not down
 */
record Sight(JsonObject service, List<JsonObject> tasks, Set<String> activeNodes) {
  JsonObject spec() {
    return service.object("Spec");
  }

  JsonObject mode() {
    return spec().object("Mode");
  }
}
