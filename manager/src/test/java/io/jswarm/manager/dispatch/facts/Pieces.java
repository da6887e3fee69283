package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.ConfigFrom;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Endpoint;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.SwarmNetworkSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parts of a cluster with networks. */
public final class Pieces {
  /** The network that stands for published ports. */
  public static final String INGRESS = "ingress1";

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private Pieces() {}

  /** A worker that has said where it is. */
  public static Node node(String id, NodeState state) {
    return new Node(
        id,
        Version.ZERO,
        START,
        START,
        NodeSpec.active("worker"),
        NodeDescription.UNKNOWN,
        new NodeStatus(state, "", "10.0.0.1"),
        null);
  }

  /** An overlay, or with the id {@link #INGRESS} the ingress network. */
  public static Network network(String id) {
    return new Network(
        id + "-name",
        id,
        START,
        "swarm",
        "overlay",
        null,
        false,
        new Ipam("default", null, List.of(new IpamConfig("10.1.0.0/24", "", "10.1.0.1", Map.of()))),
        false,
        false,
        id.equals(INGRESS),
        ConfigFrom.NONE,
        false,
        null,
        Map.of("com.docker.network.driver.overlay.vxlanid_list", "4097"),
        Map.of(),
        List.of(),
        Map.of(),
        null,
        null);
  }

  /** A service with an address on each of these networks; on {@link #INGRESS} it publishes 80. */
  public static Service service(String id, String... networks) {
    List<NetworkAttachmentConfig> configs = new ArrayList<>();
    List<EndpointVirtualIp> vips = new ArrayList<>();
    List<PortConfig> ports = new ArrayList<>();
    for (String network : networks) {
      if (network.equals(INGRESS)) {
        ports.add(new PortConfig("", "tcp", 80, 8080, "ingress"));
      } else {
        configs.add(new NetworkAttachmentConfig(network, List.of("www"), Map.of()));
      }
      vips.add(new EndpointVirtualIp(network, "10.1.0.2/24"));
    }
    TaskSpec template = TaskSpec.of(ContainerSpec.of("busybox")).withNetworks(configs);
    ServiceSpec spec = ServiceSpec.of(id + "-name", template, ServiceMode.ofReplicas(1));
    return Service.of(id, spec, START).withEndpoint(new Endpoint(EndpointSpec.UNSET, ports, vips));
  }

  /** A task of a service, with an address on each of these networks. */
  public static Task task(
      String id, String serviceId, String nodeId, TaskState state, String... networks) {
    List<NetworkAttachment> attachments = new ArrayList<>();
    for (String network : networks) {
      attachments.add(new NetworkAttachment(attached(network), List.of("10.1.0.9/24")));
    }
    TaskSpec spec = service(serviceId, networks).spec().taskTemplate();
    return Task.of(id, serviceId, spec, TaskStatus.of(state, START, ""))
        .withSlot(1)
        .withNodeId(nodeId)
        .withNetworksAttachments(attachments);
  }

  private static SwarmNetwork attached(String id) {
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec(
            id.equals(NetworkFact.FABRIC) ? id : id + "-name",
            Map.of(),
            null,
            false,
            false,
            false,
            id.equals(INGRESS),
            null,
            null,
            "swarm");
    return new SwarmNetwork(id, Version.ZERO, START, START, spec, Driver.DEFAULT, null);
  }
}
