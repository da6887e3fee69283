package io.jswarm.daemon.rest;

import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /networks}: the predefined ones, and those of the cluster. */
final class NetworkRoutes {
  private static final List<String> FILTERS =
      List.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private final Cluster cluster;
  private final Instant created;

  /** {@code created} is when the predefined networks are said to have been made. */
  NetworkRoutes(Cluster cluster, Instant created) {
    this.cluster = cluster;
    this.created = created;
  }

  void addTo(Router router) {
    router
        .add("GET", "/networks", this::list)
        .add("GET", "/networks/{id}", this::inspect)
        .add("POST", "/networks/create", this::create)
        .add("DELETE", "/networks/{id}", this::remove);
  }

  private Reply list(Request request) throws InterruptedException {
    Filters filters = Filters.of(request, FILTERS);
    for (String type : filters.get("type")) {
      if (!type.equals("custom") && !type.equals("builtin")) {
        throw ApiError.badRequest("invalid filter 'type=" + type + "': custom or builtin");
      }
    }
    List<Network> all = new ArrayList<>();
    if (cluster.isManager()) {
      all.addAll(clusterNetworks(request));
    }
    all.addAll(LocalNetworks.all(created));
    List<ObjectNode> shown = new ArrayList<>();
    for (Network network : all) {
      if (matches(filters, network)) {
        shown.add(Shown.network(network));
      }
    }
    return Answers.ok(shown);
  }

  /** Without a leader as this manager knows them: this node's own networks must still show. */
  private Collection<Network> clusterNetworks(Request request) throws InterruptedException {
    try {
      return cluster.image(request).networks().values();
    } catch (ApiError _) {
      return cluster.local().image().networks().values();
    }
  }

  private static boolean matches(Filters filters, Network network) {
    boolean builtin = PredefinedNetwork.of(network.name()).isPresent();
    boolean unused = network.scope().equals("local") && !builtin;
    return filters.exact("driver", network.driver())
        && filters.pattern("id", network.id())
        && filters.pattern("name", network.name())
        && filters.exact("scope", network.scope())
        && filters.exact("type", builtin ? "builtin" : "custom")
        && filters.labels("label", network.labels())
        && (!filters.has("dangling") || filters.flag("dangling", false) == unused);
  }

  private Reply inspect(Request request) throws InterruptedException {
    String reference = request.param("id");
    String scope = request.query().get("scope");
    Network local = LocalNetworks.find(reference, created);
    if (local != null && !scope.equals("swarm")) {
      return Answers.ok(Shown.network(local));
    }
    if (cluster.isManager() && !scope.equals("local")) {
      Optional<PredefinedNetwork> predefined = PredefinedNetwork.of(reference);
      Network network =
          predefined.isPresent()
              ? LocalNetworks.inSwarm(predefined.get(), created)
              : Lookup.network(cluster.image(request), reference);
      return Answers.ok(Shown.network(network));
    }
    throw ApiError.notFound("network " + reference + " not found");
  }

  private Reply create(Request request) throws IOException {
    NetworkCreate wanted = Body.read(request, NetworkCreate.class);
    if (PredefinedNetwork.of(wanted.name()).isPresent()) {
      throw new ApiError(
          403, "operation is not permitted on predefined %s network ".formatted(wanted.name()));
    }
    if (wanted.driver().equals("overlay") || wanted.scope().equals("swarm")) {
      cluster.requireManager();
    }
    throw switch (wanted.driver()) {
      case "overlay" ->
          ApiError.notAvailable(
              "overlay networks are not available in this version: tasks use the predefined"
                  + " networks host and none");
      case "", "bridge", "macvlan", "ipvlan" ->
          ApiError.notAvailable(
              "networks of one node cannot be made here: this engine runs the tasks of services");
      default -> ApiError.notFound("plugin \"" + wanted.driver() + "\" not found");
    };
  }

  private Reply remove(Request request) throws InterruptedException {
    String reference = request.param("id");
    Optional<PredefinedNetwork> predefined = PredefinedNetwork.of(reference);
    if (predefined.isPresent()) {
      throw new ApiError(
          403, predefined.get().networkName() + " is a pre-defined network and cannot be removed");
    }
    if (cluster.isManager()) {
      Lookup.network(cluster.image(request), reference);
      throw ApiError.notAvailable("networks cannot be removed in this version");
    }
    throw ApiError.notFound("network " + reference + " not found");
  }
}
