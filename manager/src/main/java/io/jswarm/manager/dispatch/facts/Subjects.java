package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose facts may be others after some changes, in an order that depends on nothing else. */
final class Subjects {
  private final Set<Subject> subjects = new LinkedHashSet<>();
  private final ClusterImage before;
  private final ClusterImage after;

  private Subjects(ClusterImage before, ClusterImage after) {
    this.before = before;
    this.after = after;
  }

  /** Those that a list of changes touches; no more than follow from what they name. */
  static Collection<Subject> touchedBy(
      List<Change> changes, ClusterImage before, ClusterImage after) {
    Subjects touched = new Subjects(before, after);
    changes.forEach(touched::add);
    return touched.subjects;
  }

  /** All there are in either. */
  static Collection<Subject> all(ClusterImage before, ClusterImage after) {
    Subjects all = new Subjects(before, after);
    all.addAll(before);
    all.addAll(after);
    return all.subjects;
  }

  private void addAll(ClusterImage image) {
    subjects.add(new Subject.OfNetwork(NetworkFact.FABRIC));
    image.nodes().keySet().forEach(id -> subjects.add(new Subject.OfNode(id)));
    image.networks().keySet().forEach(id -> subjects.add(new Subject.OfNetwork(id)));
    image.blocks().forEach(block -> addBlock(block.networkId(), block.prefix()));
    image.services().keySet().forEach(id -> subjects.add(new Subject.OfService(id)));
    image.tasks().keySet().forEach(id -> subjects.add(new Subject.OfTask(id)));
  }

  private void add(Change change) {
    switch (change) {
      case Change.OfTask ofTask -> addTask(ofTask.taskId());
      case Change.PutNode(var node) -> addNode(node.id());
      case Change.RemoveNode(String id) -> addNode(id);
      case Change.SetNodeStatus(String id, var _) -> addNode(id);
      case Change.PutRevoked(String id, var _) -> addNode(id);
      case Change.ExpireRevoked _ -> before.revoked().keySet().forEach(this::addNode);
      case Change.PutService(var service) -> addService(service.id());
      case Change.RemoveService(String id) -> addService(id);
      case Change.PutNetwork(var network) -> addNetwork(network.id());
      case Change.RemoveNetwork(String id) -> addNetwork(id);
      case Change.PutBlock(Block block) -> addBlock(block.networkId(), block.prefix());
      case Change.RemoveBlock(String networkId, String prefix) -> addBlock(networkId, prefix);
      case Change.PutCluster _ -> subjects.add(new Subject.OfNetwork(NetworkFact.FABRIC));
      case Change.ExpireFreed _,
          Change.PutSecret _,
          Change.RemoveSecret _,
          Change.PutConfig _,
          Change.RemoveConfig _,
          Change.RenamePayload _,
          Change.PutVolume _,
          Change.RemoveVolume _,
          Change.PutMember _,
          Change.RemoveMember _,
          Change.PutRequest _,
          Change.ExpireRequests _ -> {}
    }
  }

  /** With the first published task of a node all others need to know where it is. */
  private void addTask(String taskId) {
    subjects.add(new Subject.OfTask(taskId));
    String was = bearer(before, taskId);
    String is = bearer(after, taskId);
    if (!was.equals(is)) {
      addWhereabouts(was);
      addWhereabouts(is);
    }
  }

  /** The node of a published task; empty if it is none. */
  private static String bearer(ClusterImage image, String taskId) {
    Task task = image.task(taskId);
    return task != null && Whereabouts.isPublished(task, image) ? task.nodeId() : "";
  }

  private void addWhereabouts(String nodeId) {
    if (!nodeId.isEmpty()) {
      subjects.add(new Subject.OfNode(nodeId));
      addFabric(Whereabouts.onFabric(nodeId, before));
      addFabric(Whereabouts.onFabric(nodeId, after));
    }
  }

  private void addFabric(List<Block> blocks) {
    blocks.forEach(block -> subjects.add(new Subject.OfBlock(block.networkId(), block.prefix())));
  }

  /** Tasks on a node are called only while it is not known to be down. */
  private void addNode(String nodeId) {
    addWhereabouts(nodeId);
    if (isUp(before, nodeId) != isUp(after, nodeId)) {
      addTasks(before.tasksOfNode(nodeId));
      addTasks(after.tasksOfNode(nodeId));
    }
  }

  private static boolean isUp(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    return node != null
        && node.status().state() != NodeState.DOWN
        && !image.revoked().containsKey(nodeId);
  }

  /** Containers are called after their service, and where it is published. */
  private void addService(String serviceId) {
    subjects.add(new Subject.OfService(serviceId));
    if (!Objects.equals(manner(before, serviceId), manner(after, serviceId))) {
      addTasks(before.tasksOfService(serviceId));
      addTasks(after.tasksOfService(serviceId));
    }
  }

  /** How the tasks of a service are called. */
  private record Manner(String name, boolean published) {}

  private static @Nullable Manner manner(ClusterImage image, String serviceId) {
    Service service = image.service(serviceId);
    return service == null
        ? null
        : new Manner(service.spec().name(), !Fronts.ports(service).isEmpty());
  }

  /** A block of virtual addresses is told of with its network, another puts its node there. */
  private void addBlock(String networkId, String prefix) {
    subjects.add(new Subject.OfBlock(networkId, prefix));
    addOwner(before.block(networkId, prefix));
    addOwner(after.block(networkId, prefix));
  }

  private void addOwner(@Nullable Block block) {
    if (block != null && block.owner().equals(Block.VIPS)) {
      subjects.add(new Subject.OfNetwork(block.networkId()));
    } else if (block != null) {
      addWhereabouts(block.owner());
    }
  }

  /** A network that comes or goes does so for the services that name it, and with its blocks. */
  private void addNetwork(String networkId) {
    subjects.add(new Subject.OfNetwork(networkId));
    before.blocksOfNetwork(networkId).forEach(block -> addBlock(networkId, block.prefix()));
    Network was = before.network(networkId);
    Network is = after.network(networkId);
    if (was == null || is == null || !was.name().equals(is.name())) {
      addServicesOn(networkId, was, before);
      addServicesOn(networkId, is, after);
    }
  }

  private void addServicesOn(String networkId, @Nullable Network network, ClusterImage image) {
    String name = network == null ? networkId : network.name();
    for (Service service : image.services().values()) {
      boolean named =
          service.spec().attachments().stream()
              .map(NetworkAttachmentConfig::target)
              .anyMatch(target -> target.equals(networkId) || target.equals(name));
      if (named) {
        subjects.add(new Subject.OfService(service.id()));
        addTasks(image.tasksOfService(service.id()));
      }
    }
  }

  private void addTasks(Collection<Task> tasks) {
    tasks.forEach(task -> addTask(task.id()));
  }
}
