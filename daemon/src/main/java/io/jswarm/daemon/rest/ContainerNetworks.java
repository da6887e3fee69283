package io.jswarm.daemon.rest;

import io.jswarm.api.model.Cidr;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.NetworkMode.Membership;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The networks a container is on, as Docker shows them: those of the cluster by their names, and
 * where there are none, the node's own.
 */
final class ContainerNetworks {
  private static final int SHORT_ID = 12;

  private ContainerNetworks() {}

  /** The name of the network in {@code HostConfig}. */
  static String mode(ContainerPlan plan) {
    return switch (plan.network()) {
      case NetworkMode.Host() -> "host";
      case NetworkMode.Isolated() -> "none";
      case NetworkMode.Joined joined ->
          joined.networks().isEmpty() ? "bridge" : joined.networks().getFirst().name();
    };
  }

  /** Fills in {@code NetworkSettings.Networks}. */
  static void put(ObjectNode networks, ContainerPlan plan) {
    for (Membership each : of(plan)) {
      ObjectNode network = networks.putObject(each.name());
      put(network, each);
      network.putArray("Aliases").add(plan.containerId().substring(0, SHORT_ID));
    }
  }

  /** A container that only goes out through the node is on its bridge, in Docker's words. */
  static List<Membership> of(ContainerPlan plan) {
    List<String> own = List.of();
    if (plan.network() instanceof NetworkMode.Joined joined) {
      if (!joined.networks().isEmpty()) {
        return joined.networks();
      }
      own = joined.addresses();
    }
    String mode = mode(plan);
    return List.of(new Membership(LocalNetworks.id(mode), mode, own));
  }

  private static void put(ObjectNode network, Membership on) {
    Optional<String> v4 = Cidr.firstV4(on.addresses());
    Optional<String> v6 = Cidr.firstV6(on.addresses());
    ObjectNode ipam = network.putObject("IPAMConfig");
    v4.ifPresent(address -> ipam.put("IPv4Address", Cidr.address(address)));
    v6.ifPresent(address -> ipam.put("IPv6Address", Cidr.address(address)));
    network
        .put("NetworkID", on.networkId())
        .put("EndpointID", "")
        .put("Gateway", "")
        .put("IPAddress", v4.map(Cidr::address).orElse(""))
        .put("IPPrefixLen", v4.map(ContainerNetworks::length).orElse(0))
        .put("IPv6Gateway", "")
        .put("GlobalIPv6Address", v6.map(Cidr::address).orElse(""))
        .put("GlobalIPv6PrefixLen", v6.map(ContainerNetworks::length).orElse(0))
        .put("MacAddress", "");
  }

  /** An address without a length stands alone. */
  private static int length(String address) {
    int slash = address.indexOf('/');
    boolean v6 = address.indexOf(':') >= 0;
    return slash >= 0 ? Integer.parseInt(address.substring(slash + 1)) : v6 ? 128 : Integer.SIZE;
  }
}
