package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All that managers agree on, at one moment. Immutable and cheap to hold: an image shares almost
 * all of itself with the one before. All maps and collections iterate in the order of ids.
 */
public final class ClusterImage {

  /** Before anything: round 0, nothing in it. */
  public static final ClusterImage EMPTY =
      new ClusterImage(
          0,
          Instant.EPOCH,
          new Contents(
              null,
              Tables.SERVICES.empty(),
              Tables.TASKS.empty(),
              Tables.NODES.empty(),
              Tables.NETWORKS.empty(),
              Tables.SECRETS.empty(),
              Tables.CONFIGS.empty(),
              Tables.VOLUMES.empty(),
              Tables.REQUESTS.empty(),
              TreePMap.empty(),
              TreePMap.empty(),
              Addresses.NONE));

  private final long round;
  private final Instant at;
  private final Contents contents;

  /** The parts of an image; {@link Draft} exchanges them one by one. */
  record Contents(
      @Nullable ClusterState cluster,
      Table<Service> services,
      Table<Task> tasks,
      Table<Node> nodes,
      Table<Network> networks,
      Table<Secret> secrets,
      Table<Config> configs,
      Table<ClusterVolume> volumes,
      Table<RequestOutcome> requests,
      PSortedMap<String, Member> members,
      PSortedMap<String, Instant> revoked,
      Addresses addresses) {}

  ClusterImage(long round, Instant at, Contents contents) {
    this.round = round;
    this.at = at;
    this.contents = contents;
  }

  /**
   * Applies a round. Gives the same result on every manager.
   *
   * @return the next image, or that the round was decided on another image than this
   */
  public Applied apply(Round next) {
    if (next.base() != round) {
      return new Applied.Stale(
          "round %d of term %d was decided on image %d, this is image %d"
              .formatted(next.number(), next.term(), next.base(), round));
    }
    return new Applied.Next(with(next.changes(), next.at()));
  }

  /** The image after these changes, as a round that brings them would leave it. */
  public ClusterImage with(List<Change> changes, Instant changedAt) {
    Draft draft = Draft.on(this, changedAt);
    changes.forEach(draft::add);
    return draft.image();
  }

  Contents contents() {
    return contents;
  }

  /** The number of the round that led here: every round counts one. */
  public long round() {
    return round;
  }

  /** The time of that round, by the leaders' clocks; never goes back. */
  public Instant at() {
    return at;
  }

  /** The cluster itself; null before it was made. */
  public @Nullable ClusterState cluster() {
    return contents.cluster;
  }

  public PSortedMap<String, Service> services() {
    return contents.services.rows();
  }

  public PSortedMap<String, Task> tasks() {
    return contents.tasks.rows();
  }

  public PSortedMap<String, Node> nodes() {
    return contents.nodes.rows();
  }

  public PSortedMap<String, Network> networks() {
    return contents.networks.rows();
  }

  public PSortedMap<String, Secret> secrets() {
    return contents.secrets.rows();
  }

  public PSortedMap<String, Config> configs() {
    return contents.configs.rows();
  }

  /** The volumes of the cluster; nodes have others of their own. */
  public PSortedMap<String, ClusterVolume> volumes() {
    return contents.volumes.rows();
  }

  /** Managers by the id of their node. */
  public PSortedMap<String, Member> members() {
    return contents.members;
  }

  /** Nodes whose certificates count no more, and until when that must be remembered. */
  public PSortedMap<String, Instant> revoked() {
    return contents.revoked;
  }

  /** Answers to recent commands by request id. */
  public PSortedMap<String, RequestOutcome> requests() {
    return contents.requests.rows();
  }

  public @Nullable Service service(String id) {
    return contents.services.get(id);
  }

  public @Nullable Service serviceByName(String name) {
    return contents.services.firstWith(Tables.BY_NAME, name);
  }

  public @Nullable Task task(String id) {
    return contents.tasks.get(id);
  }

  /** The tasks of a service, also those that have ended. */
  public Collection<Task> tasksOfService(String serviceId) {
    return contents.tasks.with(Tables.TASKS_BY_SERVICE, serviceId);
  }

  /** The tasks given to a node, also those that have ended. */
  public Collection<Task> tasksOfNode(String nodeId) {
    return contents.tasks.with(Tables.TASKS_BY_NODE, nodeId);
  }

  /** Ids of services that tasks belong to, also of services that are gone. */
  public Collection<String> servicesWithTasks() {
    return contents.tasks.index(Tables.TASKS_BY_SERVICE).keySet();
  }

  /** Ids of nodes that tasks were given to, also of nodes that are gone. */
  public Collection<String> nodesWithTasks() {
    return contents.tasks.index(Tables.TASKS_BY_NODE).keySet();
  }

  public @Nullable Node node(String id) {
    return contents.nodes.get(id);
  }

  /** The nodes that call themselves so: hostnames need not be unique. */
  public Collection<Node> nodesByHostname(String hostname) {
    return contents.nodes.with(Tables.BY_NAME, hostname);
  }

  public @Nullable Network network(String id) {
    return contents.networks.get(id);
  }

  public @Nullable Network networkByName(String name) {
    return contents.networks.firstWith(Tables.BY_NAME, name);
  }

  /** The network through which ports are published on every node; null when it was removed. */
  public @Nullable Network ingressNetwork() {
    return contents.networks.firstWith(Tables.NETWORKS_FOR_INGRESS, Tables.INGRESS);
  }

  /** All blocks, those of one network after the other. */
  public Collection<Block> blocks() {
    return contents.addresses.blocks().rows().values();
  }

  public @Nullable Block block(String networkId, String prefix) {
    return contents.addresses.blocks().get(Block.id(networkId, prefix));
  }

  public Collection<Block> blocksOfNetwork(String networkId) {
    return contents.addresses.blocks().with(Tables.BLOCKS_BY_NETWORK, networkId);
  }

  /** The blocks of a node on all networks. */
  public Collection<Block> blocksOfNode(String nodeId) {
    return contents.addresses.blocks().with(Tables.BLOCKS_BY_OWNER, nodeId);
  }

  /** Addresses whose owners went lately, the last first. */
  public Collection<FreedAddress> freed() {
    return contents.addresses.freed();
  }

  /** The highest VXLAN network identifier that a network ever had; 0 before the first one. */
  public int lastVni() {
    return contents.addresses.lastVni();
  }

  public @Nullable Secret secret(String id) {
    return contents.secrets.get(id);
  }

  public @Nullable Secret secretByName(String name) {
    return contents.secrets.firstWith(Tables.BY_NAME, name);
  }

  public @Nullable Config config(String id) {
    return contents.configs.get(id);
  }

  public @Nullable Config configByName(String name) {
    return contents.configs.firstWith(Tables.BY_NAME, name);
  }

  public @Nullable ClusterVolume volume(String id) {
    return contents.volumes.get(id);
  }

  public @Nullable ClusterVolume volumeByName(String name) {
    return contents.volumes.firstWith(Tables.BY_NAME, name);
  }

  /** The secrets, or the configs, by id. */
  public PSortedMap<String, ? extends Payload> payloads(PayloadKind kind) {
    return switch (kind) {
      case SECRET -> secrets();
      case CONFIG -> configs();
    };
  }

  public @Nullable Payload payload(PayloadKind kind, String id) {
    return payloads(kind).get(id);
  }

  public @Nullable Payload payloadByName(PayloadKind kind, String name) {
    return switch (kind) {
      case SECRET -> secretByName(name);
      case CONFIG -> configByName(name);
    };
  }

  /** The answer to a command that was decided lately. */
  public @Nullable RequestOutcome request(String requestId) {
    return contents.requests.get(requestId);
  }

  /** A manager by its id in the log. */
  public @Nullable Member memberByPeer(String peerId) {
    return contents.members.values().stream()
        .filter(member -> member.peerId().equals(peerId))
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterImage image
        && round == image.round
        && at.equals(image.at)
        && contents.equals(image.contents);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(round) + 31 * contents.hashCode();
  }

  @Override
  public String toString() {
    return "ClusterImage[round %d, %d services, %d tasks, %d nodes]"
        .formatted(round, services().size(), tasks().size(), nodes().size());
  }
}
