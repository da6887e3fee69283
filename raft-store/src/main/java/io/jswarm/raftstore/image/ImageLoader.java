package io.jswarm.raftstore.image;

import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Puts a stored image together again, row by row, exactly as it was. Not thread-safe. */
public final class ImageLoader {
  private final long round;
  private final Instant at;
  private @Nullable ClusterState cluster;
  private Table<Service> services = Tables.SERVICES.empty();
  private Table<Task> tasks = Tables.TASKS.empty();
  private Table<Node> nodes = Tables.NODES.empty();
  private Table<Network> networks = Tables.NETWORKS.empty();
  private Table<Secret> secrets = Tables.SECRETS.empty();
  private Table<Config> configs = Tables.CONFIGS.empty();
  private Table<RequestOutcome> requests = Tables.REQUESTS.empty();
  private PSortedMap<String, Member> members = TreePMap.empty();
  private PSortedMap<String, Instant> revoked = TreePMap.empty();

  /** The image of this round and time. */
  public ImageLoader(long round, Instant at) {
    this.round = round;
    this.at = at;
  }

  public void cluster(@Nullable ClusterState state) {
    cluster = state;
  }

  public void add(Service service) {
    services = services.put(service);
  }

  /** A task; give all tasks with equal specs the same spec object. */
  public void add(Task task) {
    tasks = tasks.put(task);
  }

  public void add(Node node) {
    nodes = nodes.put(node);
  }

  public void add(Network network) {
    networks = networks.put(network);
  }

  public void add(Secret secret) {
    secrets = secrets.put(secret);
  }

  public void add(Config config) {
    configs = configs.put(config);
  }

  public void add(RequestOutcome outcome) {
    requests = requests.put(outcome);
  }

  public void add(Member member) {
    members = members.plus(member.nodeId(), member);
  }

  public void revoked(String nodeId, Instant until) {
    revoked = revoked.plus(nodeId, until);
  }

  /** The image of all that was added. */
  public ClusterImage image() {
    return new ClusterImage(
        round,
        at,
        new ClusterImage.Contents(
            cluster, services, tasks, nodes, networks, secrets, configs, requests, members,
            revoked));
  }
}
