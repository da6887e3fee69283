package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.SwarmSpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of specs that are ours. Docker's clients read a service, change what they know and write
 * it back without them, so what an update leaves out stays as it was (docs/adr/009); to take one
 * off, a client says its empty value.
 */
final class OwnFields {
  private static final String FENCE = "Fence";

  private OwnFields() {}

  /** Gives the spec of an update what it leaves out of the spec before. */
  static void keep(ObjectNode spec, ServiceSpec before) {
    EndpointSpec endpoint = before.endpointSpec();
    if (endpoint != null && HostIps.areLeftOut(spec)) {
      HostIps.keep(spec, endpoint);
    }
    if (spec.path("TaskTemplate") instanceof ObjectNode template
        && !template.has(FENCE)
        && before.taskTemplate().fence()) {
      template.put(FENCE, true);
    }
    Autoscales.keep(spec, before);
    PlacementWord.keep(spec, before.taskTemplate().placementOrAnywhere());
    Schedules.keep(spec, before);
    keepHostAccess(spec, before);
  }

  /** What a container has of its host (docs/adr/031). */
  private static void keepHostAccess(ObjectNode spec, ServiceSpec before) {
    ContainerSpec had = before.taskTemplate().containerSpec();
    if (had == null
        || !(spec.path("TaskTemplate").path("ContainerSpec") instanceof ObjectNode container)) {
      return;
    }
    if (!had.devices().isEmpty() && !container.has("Devices")) {
      container.set("Devices", Json.mapper().valueToTree(had.devices()));
    }
    if (had.privileged() && !container.has("Privileged")) {
      container.put("Privileged", true);
    }
    if (had.gpus() != 0 && !container.has("Gpus")) {
      container.put("Gpus", had.gpus());
    }
  }

  /** Gives the cluster's spec of an update the policy it leaves out. */
  static void keep(ObjectNode spec, SwarmSpec before) {
    if (before.workloadPolicy() != null && !spec.has("WorkloadPolicy")) {
      spec.set("WorkloadPolicy", Json.mapper().valueToTree(before.workloadPolicy()));
    }
  }
}
