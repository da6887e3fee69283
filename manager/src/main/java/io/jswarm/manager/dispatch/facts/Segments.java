package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Networks that packets travel in: every overlay, and the fabric. */
final class Segments {
  private static final String MTU_OPTION = "com.docker.network.driver.mtu";
  private static final String ENCRYPTED_OPTION = "encrypted";
  private static final int FABRIC_VNI = 1;

  /** Its addresses are those of v4 with this before them. */
  private static final String FABRIC_POOL_6 = "fd6a:7377::/96";

  private Segments() {}

  static @Nullable PlacedFact of(String networkId, ClusterImage image) {
    if (networkId.equals(NetworkFact.FABRIC)) {
      ClusterState cluster = image.cluster();
      String pool = cluster == null ? null : cluster.fabricPool();
      return pool == null ? null : placed(fabric(pool, port(image)));
    }
    Network network = image.network(networkId);
    return network == null || network.ingress() ? null : placed(overlay(network, image));
  }

  private static PlacedFact placed(Segment segment) {
    return new PlacedFact(segment, List.of(segment.networkId()));
  }

  private static Segment fabric(String pool, int port) {
    return new Segment(
        NetworkFact.FABRIC,
        NetworkFact.FABRIC,
        FABRIC_VNI,
        List.of(pool, FABRIC_POOL_6),
        List.of(),
        false,
        false,
        0,
        port);
  }

  private static Segment overlay(Network network, ClusterImage image) {
    Map<String, String> options = network.options() == null ? Map.of() : network.options();
    return new Segment(
        network.id(),
        network.name(),
        network.vni(),
        subnets(network.ipam()),
        Blocks.ofVirtualAddresses(network.id(), image),
        network.internal(),
        options.containsKey(ENCRYPTED_OPTION),
        number(options.get(MTU_OPTION)),
        port(image));
  }

  private static int port(ClusterImage image) {
    ClusterState cluster = image.cluster();
    int port = cluster == null ? 0 : cluster.swarm().dataPathPort();
    return port == 0 ? Defaults.DATA_PATH_PORT : port;
  }

  private static List<String> subnets(Ipam ipam) {
    List<IpamConfig> configs = ipam.config();
    return configs == null
        ? List.of()
        : configs.stream().map(IpamConfig::subnet).filter(each -> !each.isEmpty()).toList();
  }

  private static int number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,8}") ? 0 : Integer.parseInt(text);
  }
}
