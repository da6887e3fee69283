package io.jswarm.daemon.rest;

import io.jswarm.api.model.Cidr;
import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.NetworkContainer;
import io.jswarm.api.model.NetworkServiceInfo;
import io.jswarm.api.model.NetworkTaskInfo;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.PeerInfo;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** What is on a network, in the members Docker has for it. Pure. */
record NetworkView(ClusterImage image, Network network) {
  /** With this node's containers and its peers, when a container is here; as it is otherwise. */
  Network at(String nodeId) {
    Map<String, NetworkContainer> here = containers(nodeId);
    return here.isEmpty() ? network : network.observed(here, peers(), Map.of());
  }

  /** And with the services on it, and their tasks that can be called. */
  Network verboseAt(String nodeId) {
    Network seen = at(nodeId);
    return seen.observed(seen.containers(), peers(), services());
  }

  /** Ids of the networks that services name, or that tasks which should run are on. */
  static Set<String> used(ClusterImage image) {
    Set<String> used = new TreeSet<>();
    for (Service service : image.services().values()) {
      service.spec().attachments().forEach(attachment -> used.add(attachment.target()));
    }
    for (Task task : image.tasks().values()) {
      if (task.isLive() && !task.isToStop()) {
        task.networksAttachments().forEach(attachment -> used.add(attachment.network().id()));
      }
    }
    return used;
  }

  private boolean isAttached(Service service) {
    for (NetworkAttachmentConfig attachment : service.spec().attachments()) {
      if (attachment.target().equals(network.id())) {
        return true;
      }
    }
    return network.ingress() && service.endpoint().ports().stream().anyMatch(NetworkView::isMesh);
  }

  private static boolean isMesh(PortConfig port) {
    return port.publishModeOrDefault().equals("ingress");
  }

  private List<String> addresses(Task task) {
    for (NetworkAttachment attachment : task.networksAttachments()) {
      if (attachment.network().id().equals(network.id())) {
        return attachment.addresses();
      }
    }
    return List.of();
  }

  private Map<String, NetworkContainer> containers(String nodeId) {
    Map<String, NetworkContainer> containers = new LinkedHashMap<>();
    for (Task task : image.tasksOfNode(nodeId)) {
      ContainerStatus container = task.status().containerStatus();
      List<String> addresses = addresses(task);
      if (task.isLive() && container != null && !addresses.isEmpty()) {
        containers.put(
            container.containerId(),
            new NetworkContainer(
                TaskNames.of(image, task),
                task.id(),
                "",
                Cidr.firstV4(addresses).orElse(""),
                Cidr.firstV6(addresses).orElse("")));
      }
    }
    return containers;
  }

  /** The nodes that have addresses of it. */
  private List<PeerInfo> peers() {
    SequencedSet<String> owners = new LinkedHashSet<>();
    image.blocksOfNetwork(network.id()).stream().map(Block::owner).forEach(owners::add);
    List<PeerInfo> peers = new ArrayList<>();
    for (String owner : owners) {
      Node node = image.node(owner);
      if (node != null) {
        peers.add(new PeerInfo(node.description().hostname(), node.status().addr()));
      }
    }
    return peers;
  }

  private Map<String, NetworkServiceInfo> services() {
    Map<String, NetworkServiceInfo> services = new LinkedHashMap<>();
    for (Service service : image.services().values()) {
      if (isAttached(service)) {
        List<String> ports =
            service.endpoint().ports().stream()
                .filter(NetworkView::isMesh)
                .map(p -> "Target: " + p.targetPort() + ", Publish: " + p.publishedPort())
                .toList();
        services.put(
            service.spec().name(),
            new NetworkServiceInfo(vip(service), ports, 0, tasks(service.id())));
      }
    }
    return services;
  }

  private String vip(Service service) {
    for (EndpointVirtualIp vip : service.endpoint().virtualIps()) {
      if (vip.networkId().equals(network.id())) {
        return Cidr.address(vip.addr());
      }
    }
    return "";
  }

  private List<NetworkTaskInfo> tasks(String serviceId) {
    List<NetworkTaskInfo> tasks = new ArrayList<>();
    for (Task task : image.tasksOfService(serviceId)) {
      List<String> addresses = addresses(task);
      if (task.status().state() == TaskState.RUNNING && !addresses.isEmpty()) {
        Node node = image.node(task.nodeId());
        tasks.add(
            new NetworkTaskInfo(
                TaskNames.of(image, task),
                task.id(),
                Cidr.address(addresses.getFirst()),
                Map.of("Host IP", node == null ? "" : node.status().addr())));
      }
    }
    return tasks;
  }
}
