package io.jswarm.overlaynet.ipam;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import java.util.List;
import java.util.Map;

/** Plans of networks. */
final class Plans {
  private Plans() {}

  /** A network of these subnets. */
  static AddressPlan of(IpamConfig... configs) {
    Network network =
        Json.read(
            """
            {"Id":"w1","Name":"front","Scope":"swarm","Driver":"overlay","Labels":{}}
            """,
            Network.class);
    return AddressPlan.of(network.withIpam(new Ipam("default", null, List.of(configs))));
  }

  /** A subnet whose first address is the gateway's. */
  static IpamConfig subnet(String prefix) {
    String gateway =
        Prefix4.parse(prefix).map(subnet -> Prefix4.format(subnet.base() + 1)).orElse("");
    return new IpamConfig(prefix, "", gateway, Map.of());
  }
}
