package io.jswarm.manager.control;

import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.Node;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.overlaynet.ipam.Prefix6;
import io.jswarm.overlaynet.ipam.SubnetChoice;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subnets of networks: as they were asked for, and chosen where nothing was said. */
final class Subnets {
  private static final List<String> POOL_DEFAULT = List.of("10.0.0.0/8");
  private static final int LENGTH_DEFAULT = 24;

  private Subnets() {}

  static List<IpamConfig> of(Network network) {
    return said(network.ipam());
  }

  static List<IpamConfig> said(@Nullable Ipam ipam) {
    return ipam == null || ipam.config() == null ? List.of() : ipam.config();
  }

  /** The range of the network that joins all nodes. */
  static Prefix4 fabricPool(ClusterImage image) {
    ClusterState cluster = image.cluster();
    String pool = cluster == null ? null : cluster.fabricPool();
    return Prefix4.valueOf(pool == null ? ClusterState.FABRIC_POOL_DEFAULT : pool);
  }

  /** What was asked for, with gateways, and with subnets where there are none. */
  static Optional<List<IpamConfig>> complete(ClusterImage image, String id, NetworkCreate asked) {
    List<IpamConfig> configs = new ArrayList<>();
    for (IpamConfig config : said(asked.ipam())) {
      if (!config.subnet().isEmpty()) {
        configs.add(withGateway(config));
      }
    }
    if (configs.stream().noneMatch(config -> Prefix4.parse(config.subnet()).isPresent())) {
      Optional<Prefix4> chosen = choose(image);
      if (chosen.isEmpty()) {
        return Optional.empty();
      }
      configs.addFirst(withGateway(chosen.get().toString()));
    }
    boolean hasV6 = configs.stream().anyMatch(one -> Prefix6.parse(one.subnet()).isPresent());
    if (asked.enableIpv6() && !hasV6) {
      configs.add(withGateway(uniqueLocal(id)));
    }
    return Optional.of(List.copyOf(configs));
  }

  /** This subnet, with its first address as gateway. */
  static IpamConfig withGateway(String subnet) {
    return withGateway(new IpamConfig(subnet, "", "", Map.of()));
  }

  private static IpamConfig withGateway(IpamConfig config) {
    if (!config.gateway().isEmpty()) {
      return config;
    }
    String gateway =
        Prefix4.parse(config.subnet())
            .map(subnet -> Prefix4.format(subnet.base() + 1))
            .or(() -> Prefix6.parse(config.subnet()).map(subnet -> subnet.at(1)))
            .orElse("");
    return new IpamConfig(config.subnet(), config.ipRange(), gateway, config.auxiliaryAddresses());
  }

  /**
   * A free subnet of the cluster's pools. It is no other network's, holds no address of a node, and
   * nothing that a node has a route to if that can be had.
   */
  private static Optional<Prefix4> choose(ClusterImage image) {
    ClusterState cluster = image.cluster();
    List<String> said = cluster == null ? null : cluster.swarm().defaultAddrPool();
    int length = cluster == null ? 0 : cluster.swarm().subnetSize();
    List<Prefix4> pools =
        (said == null || said.isEmpty() ? POOL_DEFAULT : said)
            .stream().flatMap(pool -> Prefix4.parse(pool).stream()).toList();
    int wanted = length <= 0 || length > 32 ? LENGTH_DEFAULT : length;
    List<Prefix4> taken = taken(image);
    List<Prefix4> avoided = new ArrayList<>(taken);
    avoided.addAll(routes(image.nodes().values()));
    return SubnetChoice.first(pools, wanted, avoided)
        .or(() -> SubnetChoice.first(pools, wanted, taken));
  }

  private static List<Prefix4> taken(ClusterImage image) {
    List<Prefix4> taken = new ArrayList<>();
    taken.add(fabricPool(image));
    for (Network network : image.networks().values()) {
      of(network).forEach(config -> Prefix4.parse(config.subnet()).ifPresent(taken::add));
    }
    for (Node node : image.nodes().values()) {
      Prefix4.address(node.status().addr()).map(Prefix4::of).ifPresent(taken::add);
    }
    return taken;
  }

  private static List<Prefix4> routes(Collection<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> node.description().routes().stream())
        .distinct()
        .flatMap(route -> Prefix4.parse(route).stream())
        .filter(route -> route.length() > 0)
        .toList();
  }

  /** Says where containers of a network will not reach a node because its address is in there. */
  static List<String> warnings(ClusterImage image, List<IpamConfig> subnets) {
    List<String> warnings = new ArrayList<>();
    for (IpamConfig config : subnets) {
      Optional<Prefix4> subnet = Prefix4.parse(config.subnet());
      for (Node node : image.nodes().values()) {
        Optional<Long> address = Prefix4.address(node.status().addr());
        if (subnet.isPresent() && address.filter(subnet.get()::contains).isPresent()) {
          warnings.add(
              "subnet %s holds the address of node %s (%s), which containers of this network will not reach"
                  .formatted(config.subnet(), node.description().hostname(), node.status().addr()));
          break;
        }
      }
    }
    return warnings;
  }

  /** A range of its own for a network (RFC 4193), the same whenever its id is. */
  private static String uniqueLocal(String id) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return "fd%02x:%04x:%04x:%04x::/64"
        .formatted(hash >>> 48 & 0xff, hash >>> 32 & 0xffff, hash >>> 16 & 0xffff, hash & 0xffff);
  }
}
