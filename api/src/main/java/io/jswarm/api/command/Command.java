package io.jswarm.api.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.VolumeCreate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write that the leader decides on. Objects are referred to as the caller named them (full id,
 * full name or unique id prefix); the leader resolves them against its draft, so a forwarded
 * command means the same wherever it entered.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.CreateService.class, name = "CreateService"),
  @JsonSubTypes.Type(value = Command.UpdateService.class, name = "UpdateService"),
  @JsonSubTypes.Type(value = Command.RollbackService.class, name = "RollbackService"),
  @JsonSubTypes.Type(value = Command.RemoveService.class, name = "RemoveService"),
  @JsonSubTypes.Type(value = Command.RebalanceServices.class, name = "RebalanceServices"),
  @JsonSubTypes.Type(value = Command.UpdateNode.class, name = "UpdateNode"),
  @JsonSubTypes.Type(value = Command.RemoveNode.class, name = "RemoveNode"),
  @JsonSubTypes.Type(value = Command.UpdateSwarm.class, name = "UpdateSwarm"),
  @JsonSubTypes.Type(value = Command.AdmitNode.class, name = "AdmitNode"),
  @JsonSubTypes.Type(value = Command.AddMember.class, name = "AddMember"),
  @JsonSubTypes.Type(value = Command.RemoveMember.class, name = "RemoveMember"),
  @JsonSubTypes.Type(value = Command.CreateNetwork.class, name = "CreateNetwork"),
  @JsonSubTypes.Type(value = Command.RemoveNetwork.class, name = "RemoveNetwork"),
  @JsonSubTypes.Type(value = Command.UpdateNetwork.class, name = "UpdateNetwork"),
  @JsonSubTypes.Type(value = Command.CreateSecret.class, name = "CreateSecret"),
  @JsonSubTypes.Type(value = Command.CreateConfig.class, name = "CreateConfig"),
  @JsonSubTypes.Type(value = Command.UpdateSecret.class, name = "UpdateSecret"),
  @JsonSubTypes.Type(value = Command.UpdateConfig.class, name = "UpdateConfig"),
  @JsonSubTypes.Type(value = Command.RemovePayload.class, name = "RemovePayload"),
  @JsonSubTypes.Type(value = Command.RotatePayload.class, name = "RotatePayload"),
  @JsonSubTypes.Type(value = Command.CreateVolume.class, name = "CreateVolume"),
  @JsonSubTypes.Type(value = Command.UpdateVolume.class, name = "UpdateVolume"),
  @JsonSubTypes.Type(value = Command.RemoveVolume.class, name = "RemoveVolume"),
})
public sealed interface Command {
  /**
   * Creates a service; the result carries its id.
   *
   * @param registryAuth what nodes pull its image with; null when nobody logs in
   */
  record CreateService(ServiceSpec spec, @Nullable RegistryAuth registryAuth) implements Command {}

  /**
   * Replaces a service's spec.
   *
   * @param version the {@code Version.Index} the caller read; another one is refused as out of
   *     sequence
   * @param registryAuth what nodes pull its image with, kept when null
   * @param previousAuth whether what is kept is that of the previous spec, not of the current one
   */
  record UpdateService(
      String service,
      long version,
      ServiceSpec spec,
      @Nullable RegistryAuth registryAuth,
      boolean previousAuth)
      implements Command {
    /** One that keeps what the current spec has when it is given nothing. */
    public UpdateService(
        String service, long version, ServiceSpec spec, @Nullable RegistryAuth registryAuth) {
      this(service, version, spec, registryAuth, false);
    }
  }

  /** Swaps a service's spec with its previous one. */
  record RollbackService(String service, long version) implements Command {}

  /** Removes a service; its tasks are stopped and vanish on their own. */
  record RemoveService(String service) implements Command {}

  /** Moves running tasks of these services to emptier nodes, one after the other; all or none. */
  record RebalanceServices(List<ToRebalance> services) implements Command {}

  /**
   * A service whose tasks are to be moved.
   *
   * @param movesMax how many moves may begin; zero for as many as help
   */
  record ToRebalance(String service, long movesMax) {}

  /** Replaces a node's spec: availability, role, labels. */
  record UpdateNode(String node, long version, NodeSpec spec) implements Command {}

  /**
   * Removes a node that is down, or any worker with {@code force}; its certificate is refused from
   * then on.
   */
  record RemoveNode(String node, boolean force) implements Command {}

  /** Replaces the cluster's spec and rotates what is asked. */
  record UpdateSwarm(long version, SwarmSpec spec, Rotation rotate) implements Command {}

  /**
   * Makes the node object of a node whose certificate is being issued. Sent by the leader's CA
   * only.
   */
  record AdmitNode(
      String nodeId, String role, String availability, @Nullable NodeDescription description)
      implements Command {}

  /** Records a manager that takes part in Raft. Sent by the leader's membership only. */
  record AddMember(String nodeId, String peerId, String raftAddr, String apiAddr)
      implements Command {}

  /** Forgets a manager that has left Raft. Sent by the leader's membership only. */
  record RemoveMember(String peerId) implements Command {}

  /** Makes an overlay network; the result carries its id. */
  record CreateNetwork(NetworkCreate spec) implements Command {}

  /** Removes a network that no service and no task that should run is attached to. */
  record RemoveNetwork(String network) implements Command {}

  /**
   * Makes a network larger.
   *
   * @param addSubnets IPv4 subnets in CIDR notation
   */
  record UpdateNetwork(String network, List<String> addSubnets) implements Command {}

  /** A write of a secret or config. */
  sealed interface OfPayload extends Command {}

  /** Makes a secret; the result carries its id. */
  record CreateSecret(SecretSpec spec) implements OfPayload {}

  /** Makes a config; the result carries its id. */
  record CreateConfig(ConfigSpec spec) implements OfPayload {}

  /** Replaces the labels of a secret; everything else in the spec must be as it is, or left out. */
  record UpdateSecret(String secret, long version, SecretSpec spec) implements OfPayload {}

  /** Replaces the labels of a config, likewise. */
  record UpdateConfig(String config, long version, ConfigSpec spec) implements OfPayload {}

  /** Removes a secret or config that no service refers to; the newest version takes all older. */
  record RemovePayload(PayloadKind kind, String payload) implements OfPayload {}

  /**
   * Makes a new version of a secret or config and gives it to every service that has one by this
   * name; the result carries the new version's id.
   */
  record RotatePayload(PayloadKind kind, String payload, Bytes data) implements OfPayload {}

  /** A write of a cluster volume. */
  sealed interface OfVolume extends Command {}

  /**
   * Makes a cluster volume, which its plugin is to make in turn; the result carries its id.
   *
   * @param spec with the part that is of cluster volumes
   */
  record CreateVolume(VolumeCreate spec) implements OfVolume {}

  /** Changes whether tasks may be given a cluster volume, which is all that can be changed. */
  record UpdateVolume(String volume, long version, String availability) implements OfVolume {}

  /** Removes a cluster volume that no service mounts, or any with {@code force}. */
  record RemoveVolume(String volume, boolean force) implements OfVolume {}

  /** Which secrets of the cluster to replace by new ones. */
  record Rotation(boolean workerToken, boolean managerToken, boolean managerUnlockKey) {
    /** Nothing is rotated. */
    public static final Rotation NONE = new Rotation(false, false, false);
  }
}
