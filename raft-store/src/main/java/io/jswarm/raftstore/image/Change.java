package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.time.Instant;
import java.util.List;

/**
 * One change of the image. Applying one never fails: what names something that is not there does
 * nothing. Whether a change is right was decided before it was written.
 *
 * <p>Whatever is put or set gets the round's number as version and its time as time of change; what
 * is put for the first time also as time of creation.
 */
public sealed interface Change {

  /** A change of one task. */
  sealed interface OfTask extends Change {
    /** The task that is changed. */
    String taskId();
  }

  /** Sets the cluster's own state. */
  record PutCluster(ClusterState cluster) implements Change {}

  record PutNode(Node node) implements Change {}

  record RemoveNode(String nodeId) implements Change {}

  /** How a node is, as the leader sees it. */
  record SetNodeStatus(String nodeId, NodeStatus status) implements Change {}

  /**
   * Puts a service. When its spec is not the one before, it also gets the round's number as spec
   * version; not so when it autoscales and only the number of its tasks is another.
   */
  record PutService(Service service) implements Change {}

  record RemoveService(String serviceId) implements Change {}

  record PutTask(Task task) implements OfTask {
    @Override
    public String taskId() {
      return task.id();
    }
  }

  record RemoveTask(String taskId) implements OfTask {}

  /** What was last seen of a task; the first time that it runs, also when that was. */
  record SetTaskStatus(String taskId, TaskStatus status) implements OfTask {}

  /** What is wanted of a task. */
  record SetTaskDesired(String taskId, TaskState desired) implements OfTask {}

  /** Gives a task to a node, with what it is to have there. */
  record AssignTask(
      String taskId,
      String nodeId,
      TaskStatus status,
      List<NetworkAttachment> attachments,
      List<GenericResource> genericResources)
      implements OfTask {
    public AssignTask withAttachments(List<NetworkAttachment> newAttachments) {
      return new AssignTask(taskId, nodeId, status, newAttachments, genericResources);
    }
  }

  record PutNetwork(Network network) implements Change {}

  /** Removes a network and all of its blocks. */
  record RemoveNetwork(String networkId) implements Change {}

  record PutBlock(Block block) implements Change {}

  record RemoveBlock(String networkId, String prefix) implements Change {}

  /** Forgets addresses that became free before the given time. */
  record ExpireFreed(Instant before) implements Change {}

  record PutSecret(Secret secret) implements Change {}

  record RemoveSecret(String secretId) implements Change {}

  record PutConfig(Config config) implements Change {}

  record RemoveConfig(String configId) implements Change {}

  /** Gives a version of a secret or config another name, for a newer one takes the one it had. */
  record RenamePayload(PayloadKind kind, String id, String name) implements Change {}

  record PutVolume(ClusterVolume volume) implements Change {}

  record RemoveVolume(String volumeId) implements Change {}

  /** A manager by its node: one that is there already is replaced. */
  record PutMember(Member member) implements Change {}

  record RemoveMember(String nodeId) implements Change {}

  /** A node whose certificate counts no more; kept until the certificate would have ended. */
  record PutRevoked(String nodeId, Instant until) implements Change {}

  /** Forgets revoked nodes whose time is before the given one. */
  record ExpireRevoked(Instant before) implements Change {}

  /** Keeps an answer; its time is the round's. */
  record PutRequest(RequestOutcome outcome) implements Change {}

  /** Forgets answers older than the given time. */
  record ExpireRequests(Instant before) implements Change {}
}
