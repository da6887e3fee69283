package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.HashTreePMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Puts a stored image together again, row by row, exactly as it was. Not thread-safe. */
public final class ImageLoader {
  private final long round;
  private final Instant at;
  private @Nullable ClusterState cluster;
  private final List<Service> services = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<Config> configs = new ArrayList<>();
  private final List<ClusterVolume> volumes = new ArrayList<>();
  private final List<RequestOutcome> requests = new ArrayList<>();
  private PSortedMap<String, Member> members = TreePMap.empty();
  private PSortedMap<String, Instant> revoked = TreePMap.empty();
  private final List<Block> blocks = new ArrayList<>();
  private final List<FreedAddress> freed = new ArrayList<>();
  private int lastVni;

  /** The image of this round and time. */
  public ImageLoader(long round, Instant at) {
    this.round = round;
    this.at = at;
  }

  public void cluster(@Nullable ClusterState state) {
    cluster = state;
  }

  public void add(Service service) {
    services.add(service);
  }

  /** A task; give all tasks with equal specs or networks the same objects for them. */
  public void add(Task task) {
    tasks.add(task);
  }

  public void add(Node node) {
    nodes.add(node);
  }

  public void add(Network network) {
    networks.add(network);
  }

  public void add(Secret secret) {
    secrets.add(secret);
  }

  public void add(Config config) {
    configs.add(config);
  }

  public void add(ClusterVolume volume) {
    volumes.add(volume);
  }

  public void add(RequestOutcome outcome) {
    requests.add(outcome);
  }

  public void add(Member member) {
    members = members.plus(member.nodeId(), member);
  }

  public void revoked(String nodeId, Instant until) {
    revoked = revoked.plus(nodeId, until);
  }

  public void add(Block block) {
    blocks.add(block);
  }

  /** An address that became free; the last first. */
  public void add(FreedAddress address) {
    freed.add(address);
  }

  /** The highest VXLAN network identifier so far. */
  public void lastVni(int vni) {
    lastVni = vni;
  }

  /** The image of all that was added. */
  public ClusterImage image() {
    return new ClusterImage(
        round,
        at,
        new ClusterImage.Contents(
            cluster,
            Tables.SERVICES.of(services),
            Tables.TASKS.of(tasks),
            Tables.NODES.of(nodes),
            Tables.NETWORKS.of(networks),
            Tables.SECRETS.of(secrets),
            Tables.CONFIGS.of(configs),
            Tables.VOLUMES.of(volumes),
            Tables.REQUESTS.of(requests),
            members,
            revoked,
            addresses()));
  }

  private Addresses addresses() {
    Addresses loaded =
        new Addresses(
            Tables.BLOCKS.of(blocks), ConsPStack.from(freed), lastVni, HashTreePMap.empty());
    for (Task task : tasks) {
      loaded = loaded.sharing(task.networksAttachments());
    }
    return loaded;
  }
}
