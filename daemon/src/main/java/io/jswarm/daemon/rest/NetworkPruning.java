package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Network;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /networks/prune}: removes what no service uses, one command for each network. */
final class NetworkPruning {
  private static final List<String> FILTERS = List.of("label", "label!", "until");

  private final Cluster cluster;
  private final InstantSource clock;

  NetworkPruning(Cluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.add("POST", "/networks/prune", this::prune);
  }

  private Reply prune(Request request) throws InterruptedException {
    Filters filters = Filters.of(request, FILTERS);
    Instant before = Times.until(filters, clock.instant());
    List<String> removed = new ArrayList<>();
    if (cluster.isManager()) {
      ClusterImage image = cluster.image(request);
      Set<String> used = NetworkView.used(image);
      for (Network network : image.networks().values()) {
        boolean wanted =
            !network.ingress()
                && !used.contains(network.id())
                && network.created().isBefore(before)
                && filters.labels("label", network.labels())
                && (!filters.has("label!") || !filters.labels("label!", network.labels()));
        if (wanted && remove(request, network)) {
          removed.add(network.name());
        }
      }
    }
    return Answers.ok(Map.of("NetworksDeleted", removed));
  }

  /** One that came into use since, or that somebody else removed, is passed over. */
  private boolean remove(Request request, Network network) throws InterruptedException {
    try {
      cluster.submit(request, new Command.RemoveNetwork(network.id()));
      return true;
    } catch (ApiError e) {
      if (e.status() == 400 || e.status() == 404) {
        return false;
      }
      throw e;
    }
  }
}
