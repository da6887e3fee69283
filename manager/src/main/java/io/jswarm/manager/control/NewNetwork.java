package io.jswarm.manager.control;

import io.jswarm.api.model.ConfigFrom;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The object of a network that was asked for. */
final class NewNetwork {
  private NewNetwork() {}

  static Network of(
      String id, NetworkCreate asked, Instant at, Ipam ipam, Map<String, String> options) {
    return new Network(
        asked.name(),
        id,
        at,
        "swarm",
        "overlay",
        asked.enableIpv4(),
        asked.enableIpv6(),
        ipam,
        asked.internal(),
        asked.attachable(),
        asked.ingress(),
        ConfigFrom.NONE,
        false,
        null,
        options,
        asked.labels(),
        List.of(),
        Map.of(),
        null,
        null);
  }
}
