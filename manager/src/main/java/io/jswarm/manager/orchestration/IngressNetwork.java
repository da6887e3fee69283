package io.jswarm.manager.orchestration;

import io.jswarm.api.model.ConfigFrom;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.overlaynet.ipam.Prefix4;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network that stands for what is published on every node. Its addresses are those of the
 * network that joins all nodes, of which it is the visible face.
 */
public final class IngressNetwork {
  /** Of the network that joins all nodes; overlays have higher ones. */
  public static final int FABRIC_VNI = 1;

  private IngressNetwork() {}

  /** The one that a new cluster has. */
  public static Network of(String id, String fabricPool) {
    return of(id, "ingress", Map.of(), Map.of(), fabricPool);
  }

  /** One that was asked for. */
  public static Network of(
      String id,
      String name,
      Map<String, String> options,
      Map<String, String> labels,
      String fabricPool) {
    Map<String, String> all = new TreeMap<>(options);
    all.put(Network.VNI_OPTION, Integer.toString(FABRIC_VNI));
    String gateway = Prefix4.format(Prefix4.valueOf(fabricPool).base() + 1);
    IpamConfig config = new IpamConfig(fabricPool, "", gateway, Map.of());
    return new Network(
        name,
        id,
        Instant.EPOCH,
        "swarm",
        "overlay",
        null,
        false,
        new Ipam("default", null, List.of(config)),
        false,
        false,
        true,
        ConfigFrom.NONE,
        false,
        null,
        all,
        labels,
        List.of(),
        Map.of(),
        null,
        null);
  }
}
