package io.jswarm.daemon.rest;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.PathState;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jswarm/v1/networks/check}: whether nodes reach each other where packets of networks go,
 * by what each node found and the cluster's state keeps. Ours.
 */
final class NetworkPaths {
  private static final String NOT_TRIED =
      "the nodes of this version do not try the ways to each other, so there is nothing to show";

  private final Cluster cluster;

  NetworkPaths(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router.add("GET", "/jswarm/v1/networks/check", this::check);
  }

  /** All ways, or with {@code ?network=} those between the nodes of one network. */
  private Reply check(Request request) throws InterruptedException {
    ClusterImage image = cluster.image(request);
    String reference = request.query().get("network");
    Network network = reference.isEmpty() ? null : Lookup.network(image, reference);
    List<Node> nodes = new ArrayList<>();
    for (Node node : image.nodes().values()) {
      if (node.status().state() == NodeState.READY && isOn(image, network, node)) {
        nodes.add(node);
      }
    }
    if (nodes.stream().allMatch(node -> node.status().dataPath() == null) && !nodes.isEmpty()) {
      throw ApiError.notAvailable(NOT_TRIED);
    }
    List<NetworkPath> paths = new ArrayList<>();
    for (Node from : nodes) {
      paths.addAll(from(from, nodes, network));
    }
    return Answers.ok(paths);
  }

  private static boolean isOn(ClusterImage image, @Nullable Network network, Node node) {
    return network == null
        || network.ingress()
        || image.blocksOfNetwork(network.id()).stream()
            .map(Block::owner)
            .anyMatch(node.id()::equals);
  }

  /** What the node says is wrong, and one way that is good to each peer it says nothing of. */
  private static List<NetworkPath> from(Node from, List<Node> nodes, @Nullable Network network) {
    DataPathStatus status = from.status().dataPath();
    if (status == null) {
      return List.of();
    }
    List<NetworkPath> paths = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (NetworkPath path : status.broken()) {
      boolean asked =
          network == null || path.networkId().isEmpty() || path.networkId().equals(network.id());
      if (asked && nodes.stream().anyMatch(node -> node.id().equals(path.to()))) {
        named.add(path.to());
        paths.add(path);
      }
    }
    String networkId = network == null ? "" : network.id();
    for (Node to : nodes) {
      if (!to.id().equals(from.id()) && !named.contains(to.id())) {
        paths.add(new NetworkPath(networkId, from.id(), to.id(), PathState.OK, 0, status.since()));
      }
    }
    return paths;
  }
}
