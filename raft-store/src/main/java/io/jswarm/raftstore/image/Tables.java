package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Instant;
import java.util.List;

/** The kinds of rows an image holds and the keys they are looked up by. */
final class Tables {
  /** The only key of the index of networks for ingress. */
  static final String INGRESS = "ingress";

  /** The first index of what has a name. */
  static final int BY_NAME = 0;

  static final int NETWORKS_FOR_INGRESS = 1;
  static final int BLOCKS_BY_NETWORK = 0;
  static final int BLOCKS_BY_OWNER = 1;
  static final int TASKS_BY_SERVICE = 0;
  static final int TASKS_BY_NODE = 1;
  static final int REQUESTS_BY_TIME = 0;

  static final Table.Schema<Service> SERVICES =
      new Table.Schema<>(Service::id, List.of(service -> service.spec().name()));
  static final Table.Schema<Task> TASKS =
      new Table.Schema<>(Task::id, List.of(Task::serviceId, Task::nodeId));
  static final Table.Schema<Node> NODES =
      new Table.Schema<>(Node::id, List.of(node -> node.description().hostname()));
  static final Table.Schema<Network> NETWORKS =
      new Table.Schema<>(
          Network::id, List.of(Network::name, network -> network.ingress() ? INGRESS : ""));
  static final Table.Schema<Block> BLOCKS =
      new Table.Schema<>(Block::id, List.of(Block::networkId, Block::owner));
  static final Table.Schema<Secret> SECRETS =
      new Table.Schema<>(Secret::id, List.of(secret -> secret.spec().name()));
  static final Table.Schema<Config> CONFIGS =
      new Table.Schema<>(Config::id, List.of(config -> config.spec().name()));
  static final Table.Schema<ClusterVolume> VOLUMES =
      new Table.Schema<>(ClusterVolume::id, List.of(ClusterVolume::name));
  static final Table.Schema<RequestOutcome> REQUESTS =
      new Table.Schema<>(RequestOutcome::requestId, List.of(outcome -> timeKey(outcome.at())));

  private Tables() {}

  /** A time as a text that sorts like it, to the second; times before 1970 count as 1970. */
  static String timeKey(Instant at) {
    return "%019d".formatted(Math.max(0, at.getEpochSecond()));
  }
}
