package io.jswarm.daemon.rest;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCheck;
import io.jswarm.api.model.NetworkCheck.Untried;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.PathState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jswarm/v1/networks/check}: whether nodes reach each other where packets of networks go,
 * by what each node found and the cluster's state keeps. Ours.
 */
final class NetworkPaths {
  /** Good ways that are listed. */
  static final int GOOD_MAX = 10_000;

  private static final String SILENT = "it has not said yet how they are";

  private final Cluster cluster;

  NetworkPaths(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router.add("GET", "/jswarm/v1/networks/check", this::check);
  }

  /**
   * What is broken, or with {@code ?all=1} every way; with {@code ?network=} between the nodes of
   * one network.
   */
  private Reply check(Request request) throws InterruptedException {
    ClusterImage image = cluster.image(request);
    String reference = request.query().get("network");
    Network network = reference.isEmpty() ? null : Lookup.network(image, reference);
    NetworkCheck found = check(image, network);
    if (!request.query().flag("all")) {
      return Answers.ok(found);
    }
    if (found.tried() > GOOD_MAX) {
      throw ApiError.badRequest(
          "%d ways are tried between nodes, and at most %d are listed: name a network, or ask for the"
                  .formatted(found.tried(), GOOD_MAX)
              + " broken ones only");
    }
    return Answers.ok(found.withGood(good(found, image, ready(image, network))));
  }

  /** How it is between the nodes of a network, or between all. */
  static NetworkCheck check(ClusterImage image, @Nullable Network network) {
    SortedMap<String, Node> ready = ready(image, network);
    Map<String, Integer> known = new NodeTopics(image).acquaintances(ready.keySet());
    List<NetworkPath> broken = new ArrayList<>();
    List<Untried> untried = new ArrayList<>();
    long tried = 0;
    int more = 0;
    for (Node from : ready.values()) {
      DataPathStatus status = from.status().dataPath();
      if (status == null) {
        String why = from.status().message();
        untried.add(new Untried(from.id(), why.isEmpty() ? SILENT : why));
      } else {
        tried += known.getOrDefault(from.id(), 0);
        more += status.more();
        status.broken().stream()
            .filter(path -> ready.containsKey(path.to()) && isAsked(path, network))
            .forEach(broken::add);
      }
    }
    int most = known.values().stream().mapToInt(each -> each).max().orElse(0);
    int everySeconds = Math.ceilDiv(Math.max(1, most), DataPathStatus.TRIED_PER_SECOND);
    return new NetworkCheck(
        tried,
        everySeconds,
        port(image),
        broken,
        more,
        ready.size() > 1 ? untried : List.of(),
        List.of());
  }

  private static int port(ClusterImage image) {
    ClusterState state = image.cluster();
    int port = state == null ? 0 : state.swarm().dataPathPort();
    return port == 0 ? Defaults.DATA_PATH_PORT : port;
  }

  private static boolean isAsked(NetworkPath path, @Nullable Network network) {
    return network == null || path.networkId().isEmpty() || path.networkId().equals(network.id());
  }

  /** Ready nodes that packets can be sent to, which are those with addresses. */
  private static SortedMap<String, Node> ready(ClusterImage image, @Nullable Network network) {
    String networkId = network == null || network.ingress() ? NetworkFact.FABRIC : network.id();
    Set<String> owners =
        image.blocksOfNetwork(networkId).stream()
            .map(Block::owner)
            .collect(Collectors.toCollection(TreeSet::new));
    SortedMap<String, Node> ready = new TreeMap<>();
    for (Node node : image.nodes().values()) {
      if (node.status().state() == NodeState.READY && owners.contains(node.id())) {
        ready.put(node.id(), node);
      }
    }
    return ready;
  }

  /** The ways that nodes try and say nothing of. */
  private static List<NetworkPath> good(
      NetworkCheck found, ClusterImage image, SortedMap<String, Node> ready) {
    NodeTopics topics = new NodeTopics(image);
    Set<List<String>> named = new HashSet<>();
    found.broken().forEach(path -> named.add(List.of(path.from(), path.to())));
    List<NetworkPath> good = new ArrayList<>();
    for (Node from : ready.values()) {
      DataPathStatus status = from.status().dataPath();
      for (String to : ready.keySet()) {
        if (status != null
            && !to.equals(from.id())
            && !named.contains(List.of(from.id(), to))
            && topics.knowEachOther(from.id(), to)) {
          good.add(new NetworkPath("", from.id(), to, PathState.OK, 0, 0, status.since()));
        }
      }
    }
    return good;
  }
}
