package io.jswarm.daemon.rest;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.ServiceSpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of service specs that are ours. Docker's clients read a service, change what they know
 * and write it back without them, so what an update leaves out stays as it was (docs/adr/009); to
 * take one off, a client says its empty value.
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
  }
}
