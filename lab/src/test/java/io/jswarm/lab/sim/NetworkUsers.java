package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Users who make, enlarge and remove networks, and put services on them and on ports. */
final class NetworkUsers {
  private static final int NETWORKS_MAX = 4;

  /** Small ones, so that addresses run out. */
  private static final List<String> SUBNETS =
      List.of("10.50.0.0/28", "10.50.0.0/27", "10.50.0.0/26", "");

  private final Random random;
  private final Users users;
  private int names;
  private int subnets;

  NetworkUsers(SimCluster world, Users users) {
    this.random = world.random();
    this.users = users;
  }

  /** Somebody does something to networks. */
  void act(ManagerProcess manager) {
    List<Network> networks = overlays(manager.store.image());
    int what = random.nextInt(4);
    if (networks.isEmpty() || (what < 2 && networks.size() < NETWORKS_MAX)) {
      users.submit(manager, new Command.CreateNetwork(some()));
    } else {
      Network network = networks.get(random.nextInt(networks.size()));
      users.submit(
          manager,
          what == 2
              ? new Command.UpdateNetwork(network.id(), List.of(moreAddresses()))
              : new Command.RemoveNetwork(network.id()));
    }
  }

  private static List<Network> overlays(ClusterImage image) {
    return image.networks().values().stream().filter(network -> !network.ingress()).toList();
  }

  private String moreAddresses() {
    return "10.60.%d.0/24".formatted(++subnets % 256);
  }

  private NetworkCreate some() {
    String subnet = SUBNETS.get(random.nextInt(SUBNETS.size()));
    Ipam ipam =
        subnet.isEmpty()
            ? null
            : new Ipam("default", null, List.of(new IpamConfig(subnet, "", "", Map.of())));
    return new NetworkCreate(
        "net" + ++names,
        true,
        "overlay",
        "",
        null,
        false,
        ipam,
        random.nextInt(3) == 0,
        false,
        false,
        false,
        null,
        Map.of(),
        Map.of());
  }

  /** The same service on other networks and ports, or on none. */
  ServiceSpec connected(ServiceSpec spec, ClusterImage image) {
    List<NetworkAttachmentConfig> attachments = new ArrayList<>();
    for (Network network : overlays(image)) {
      if (random.nextInt(2) == 0) {
        attachments.add(new NetworkAttachmentConfig(network.id(), List.of(), Map.of()));
      }
    }
    List<PortConfig> ports = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int published = random.nextInt(2) == 0 ? 0 : 8_080 + 10 * i + random.nextInt(4);
      ports.add(new PortConfig("", "tcp", 80 + i, published, "ingress"));
    }
    return spec.withTaskTemplate(spec.taskTemplate().withNetworks(attachments))
        .withEndpointSpec(new EndpointSpec("vip", ports));
  }

  /**
   * Has every network enlarged that has one subnet of its own.
   *
   * @return whether there is none left
   */
  boolean enlargeAll(ManagerProcess leader) {
    boolean all = true;
    for (Network network : overlays(leader.store.image())) {
      List<IpamConfig> configs = network.ipam().config();
      if (configs != null && configs.size() == 1) {
        all = false;
        users.submit(leader, new Command.UpdateNetwork(network.id(), List.of(moreAddresses())));
      }
    }
    return all;
  }
}
