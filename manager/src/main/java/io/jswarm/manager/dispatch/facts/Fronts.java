package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Cidr;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Service;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How services are called: by name on overlays, by published port on every node. */
final class Fronts {
  private static final String ON_EVERY_NODE = "ingress";

  private Fronts() {}

  static @Nullable PlacedFact of(String serviceId, ClusterImage image) {
    Service service = image.service(serviceId);
    if (service == null) {
      return null;
    }
    List<Name> names = names(service, image);
    List<PortConfig> ports = ports(service);
    List<String> topics = new ArrayList<>(names.stream().map(Name::networkId).toList());
    if (!ports.isEmpty()) {
      topics.add(NetworkFact.FABRIC);
    }
    Front front = new Front(serviceId, service.spec().name(), names, ports);
    return topics.isEmpty() ? null : new PlacedFact(front, List.copyOf(topics));
  }

  /** What the service publishes on every node. */
  static List<PortConfig> ports(Service service) {
    return service.endpoint().ports().stream()
        .filter(port -> port.publishModeOrDefault().equals(ON_EVERY_NODE))
        .filter(port -> port.publishedPort() != 0)
        .toList();
  }

  private static List<Name> names(Service service, ClusterImage image) {
    List<Name> names = new ArrayList<>();
    for (NetworkAttachmentConfig config : service.spec().attachments()) {
      String networkId = networkId(config.target(), image);
      Network network = image.network(networkId);
      if (network != null && !network.ingress() && PredefinedNetwork.of(networkId).isEmpty()) {
        names.add(new Name(networkId, virtualAddresses(service, networkId), config.aliases()));
      }
    }
    return names;
  }

  private static List<String> virtualAddresses(Service service, String networkId) {
    return service.endpoint().virtualIps().stream()
        .filter(each -> each.networkId().equals(networkId))
        .map(EndpointVirtualIp::addr)
        .map(Cidr::address)
        .toList();
  }

  /** Specs may name a network or give its id. */
  static String networkId(String target, ClusterImage image) {
    Network byName = image.network(target) == null ? image.networkByName(target) : null;
    return byName == null ? target : byName.id();
  }
}
