package io.jswarm.worker.net.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jswarm.api.model.Cidr;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DnsConfig;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.FabricAddress;
import io.jswarm.overlaynet.Literal;
import io.jswarm.overlaynet.plan.Join;
import io.jswarm.overlaynet.plan.Join.Membership;
import io.jswarm.overlaynet.plan.Names;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task of this node that is on networks, as far as the data path needs to know it after a restart
 * too.
 *
 * @param networks in the order of the spec, the fabric last
 * @param hostPorts what it publishes on this node alone
 * @param names what it is called besides what managers say, as by its short container id
 * @param dns its own resolver settings
 */
record LocalTask(
    String containerId,
    String taskId,
    String serviceId,
    List<Place> networks,
    List<PortConfig> hostPorts,
    List<String> names,
    @Nullable DnsConfig dns) {
  private static final int SHORT_ID = 12;

  /**
   * A network and the task's addresses there, without prefix lengths.
   *
   * @param networkId {@link NetworkFact#FABRIC} for the fabric, whatever it is called
   */
  record Place(String networkId, List<String> addresses) {
    Place {
      addresses = List.copyOf(addresses);
    }
  }

  LocalTask {
    networks = List.copyOf(networks);
    hostPorts = List.copyOf(hostPorts);
    names = List.copyOf(names);
  }

  static LocalTask of(String containerId, Task task, List<PortConfig> hostPorts) {
    List<Place> places = new ArrayList<>();
    Optional<Place> fabric = Optional.empty();
    for (NetworkAttachment each : task.networksAttachments()) {
      List<String> addresses = each.addresses().stream().map(Cidr::address).toList();
      boolean onFabric =
          each.network().id().equals(NetworkFact.FABRIC) || each.network().spec().ingress();
      if (addresses.isEmpty()) {
        continue;
      }
      if (onFabric) {
        fabric = Optional.of(new Place(NetworkFact.FABRIC, withV6(addresses.getFirst())));
      } else {
        places.add(new Place(each.network().id(), addresses));
      }
    }
    fabric.ifPresent(places::add);
    ContainerSpec container = task.spec().containerSpec();
    return new LocalTask(
        containerId,
        task.id(),
        task.serviceId(),
        places,
        hostPorts,
        names(containerId, container),
        container == null ? null : container.dnsConfig());
  }

  private static List<String> names(String containerId, @Nullable ContainerSpec container) {
    String shortId = containerId.substring(0, SHORT_ID);
    String hostname = container == null ? "" : container.hostname();
    return hostname.isEmpty() ? List.of(shortId) : List.of(shortId, hostname);
  }

  /** Where it is, as names see it. */
  @JsonIgnore
  List<NetworkFact.Endpoint> endpoints() {
    return networks.stream()
        .filter(place -> !place.networkId().equals(NetworkFact.FABRIC))
        .map(place -> new NetworkFact.Endpoint(place.networkId(), place.addresses(), List.of()))
        .toList();
  }

  private static List<String> withV6(String v4) {
    return List.of(v4, FabricAddress.v6(v4));
  }

  /** The end of its cable to the fabric that the host has. */
  @JsonIgnore
  String onHost() {
    return Join.onHost(containerId);
  }

  /** The ends of its cables to overlays that their sandboxes have. */
  @JsonIgnore
  String inSandbox() {
    return Join.inSandbox(containerId);
  }

  /** Which of its addresses are used when the kernel has no IPv6. */
  Join join(boolean v6) {
    return new Join(
        containerId,
        taskId,
        networks.stream()
            .map(place -> new Membership(place.networkId(), literals(place, v6)))
            .filter(membership -> !membership.addresses().isEmpty())
            .toList());
  }

  private static List<InetAddress> literals(Place place, boolean v6) {
    return place.addresses().stream()
        .map(Literal::address)
        .filter(address -> v6 || address.getAddress().length == Integer.BYTES)
        .toList();
  }

  /** The name server it asks. */
  @JsonIgnore
  String resolver() {
    return Names.GATEWAY.getHostAddress();
  }

  /** All its addresses, the one its host name stands for first. */
  @JsonIgnore
  List<String> addresses() {
    return networks.stream().flatMap(place -> place.addresses().stream()).toList();
  }
}
