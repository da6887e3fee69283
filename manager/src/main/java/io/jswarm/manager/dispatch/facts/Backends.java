package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Cidr;
import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can be called. One that only reaches out, with neither a name on an overlay nor a
 * published port, is none: nobody sends anything to it.
 */
final class Backends {
  /** A container is also called by as many digits of its id. */
  private static final int SHORT_ID_DIGITS = 12;

  private Backends() {}

  static @Nullable PlacedFact of(String taskId, ClusterImage image) {
    Task task = image.task(taskId);
    if (task == null || task.status().state() != TaskState.RUNNING || !isUp(task, image)) {
      return null;
    }
    List<Endpoint> networks = endpoints(task, image);
    if (networks.isEmpty()) {
      return null;
    }
    Service service = image.service(task.serviceId());
    Backend backend =
        new Backend(
            task.id(),
            task.serviceId().isEmpty() ? null : task.serviceId(),
            task.nodeId(),
            task.slot(),
            containerName(task, service),
            task.isToStop(),
            networks);
    return new PlacedFact(backend, networks.stream().map(Endpoint::networkId).distinct().toList());
  }

  private static boolean isUp(Task task, ClusterImage image) {
    Node node = image.node(task.nodeId());
    return node != null
        && node.status().state() != NodeState.DOWN
        && !image.revoked().containsKey(node.id());
  }

  private static List<Endpoint> endpoints(Task task, ClusterImage image) {
    boolean published = Whereabouts.isPublished(task, image);
    List<Endpoint> endpoints = new ArrayList<>();
    for (NetworkAttachment attachment : task.networksAttachments()) {
      String networkId = Attachments.networkId(attachment);
      boolean called = published || !networkId.equals(NetworkFact.FABRIC);
      if (called && !attachment.addresses().isEmpty()) {
        List<String> addresses = attachment.addresses().stream().map(Cidr::address).toList();
        endpoints.add(new Endpoint(networkId, addresses, aliases(task, networkId, image)));
      }
    }
    return endpoints;
  }

  private static List<String> aliases(Task task, String networkId, ClusterImage image) {
    if (networkId.equals(NetworkFact.FABRIC)) {
      return List.of();
    }
    List<String> aliases = new ArrayList<>();
    for (NetworkAttachmentConfig config : task.spec().networks()) {
      if (Fronts.networkId(config.target(), image).equals(networkId)) {
        aliases.addAll(config.aliases());
      }
    }
    ContainerStatus container = task.status().containerStatus();
    if (container != null && container.containerId().length() > SHORT_ID_DIGITS) {
      aliases.add(container.containerId().substring(0, SHORT_ID_DIGITS));
    }
    return List.copyOf(aliases);
  }

  /** As its node calls it. */
  private static String containerName(Task task, @Nullable Service service) {
    String name = service == null ? task.serviceId() : service.spec().name();
    String slot = task.slot() == 0 ? task.nodeId() : Integer.toString(task.slot());
    return name + "." + slot + "." + task.id();
  }
}
