package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.NetworkCreateResponse;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.overlaynet.ipam.Prefix6;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /networks}: the predefined ones, and those of the cluster. There is no {@code
 * docker_gwbridge}: what it did, the nodes' own network does, which is no object of the API.
 */
final class NetworkRoutes {
  private static final List<String> FILTERS =
      List.of("dangling", "driver", "id", "label", "name", "scope", "type");

  /** Those there are, some of which nodes do without. */
  private static final List<String> DRIVERS =
      List.of("", "overlay", "bridge", "macvlan", "ipvlan", "host", "null");

  private static final String ON_A_WORKER =
      "Cannot create a multi-host network from a worker node. Please create the network from a"
          + " manager node.";

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
        .add("POST", "/networks/{id}/update", this::update)
        .add("POST", "/networks/{id}/connect", this::connect)
        .add("POST", "/networks/{id}/disconnect", this::connect)
        .add("DELETE", "/networks/{id}", this::remove);
  }

  private Reply list(Request request) throws InterruptedException {
    Filters filters = Filters.of(request, FILTERS);
    for (String type : filters.get("type")) {
      if (!type.equals("custom") && !type.equals("builtin")) {
        throw ApiError.badRequest("invalid filter 'type=" + type + "': custom or builtin");
      }
    }
    List<Network> found = new ArrayList<>();
    Set<String> used = Set.of();
    if (cluster.isManager()) {
      ClusterImage image = image(request);
      found.addAll(image.networks().values());
      used = filters.has("dangling") ? NetworkView.used(image) : used;
    }
    found.addAll(LocalNetworks.all(created));
    List<ObjectNode> shown = new ArrayList<>();
    for (Network network : found) {
      if (matches(filters, network, used)) {
        shown.add(Shown.network(network));
      }
    }
    return Answers.ok(shown);
  }

  /** Without a leader as this manager knows it: this node's own networks must still show. */
  private ClusterImage image(Request request) throws InterruptedException {
    try {
      return cluster.image(request);
    } catch (ApiError _) {
      return cluster.local().image();
    }
  }

  private static boolean matches(Filters filters, Network network, Set<String> used) {
    boolean builtin = PredefinedNetwork.of(network.name()).isPresent();
    boolean dangling = !builtin && !network.ingress() && !used.contains(network.id());
    return filters.exact("driver", network.driver())
        && filters.pattern("id", network.id())
        && filters.pattern("name", network.name())
        && filters.exact("scope", network.scope())
        && filters.exact("type", builtin ? "builtin" : "custom")
        && filters.labels("label", network.labels())
        && (!filters.has("dangling") || filters.flag("dangling", false) == dangling);
  }

  private Reply inspect(Request request) throws InterruptedException {
    String reference = request.param("id");
    String scope = request.query().get("scope");
    Network local = LocalNetworks.find(reference, created);
    if (local != null && !scope.equals("swarm")) {
      return Answers.ok(Shown.network(local));
    }
    if (!cluster.isManager() || scope.equals("local")) {
      throw ApiError.notFound("network " + reference + " not found");
    }
    Optional<PredefinedNetwork> predefined = PredefinedNetwork.of(reference);
    if (predefined.isPresent()) {
      return Answers.ok(Shown.network(LocalNetworks.inSwarm(predefined.get(), created)));
    }
    ClusterImage image = cluster.image(request);
    NetworkView view = new NetworkView(image, Lookup.network(image, reference));
    String self = cluster.nodeId();
    return Answers.ok(
        Shown.network(request.query().flag("verbose") ? view.verboseAt(self) : view.at(self)));
  }

  private Reply create(Request request) throws IOException, InterruptedException {
    NetworkCreate wanted = Body.read(request, NetworkCreate.class);
    PredefinedNetwork.of(wanted.name()).ifPresent(this::refuse);
    boolean ofCluster = wanted.driver().equals("overlay") || wanted.scope().equals("swarm");
    if (!DRIVERS.contains(wanted.driver())) {
      throw ApiError.notFound("plugin \"" + wanted.driver() + "\" not found");
    }
    if (!ofCluster) {
      throw ApiError.notAvailable(
          "networks of one node cannot be made here: this engine runs the tasks of services,"
              + " which reach each other on networks with the driver overlay");
    }
    if (cluster.isWorker()) {
      throw new ApiError(403, ON_A_WORKER);
    }
    cluster.requireManager();
    if (cluster.local().image().networkByName(wanted.name()) != null) {
      throw taken(wanted.name());
    }
    requireSubnets(wanted.ipam());
    CommandResult.Done done = cluster.submit(request, new Command.CreateNetwork(wanted));
    return Answers.created(
        new NetworkCreateResponse(done.id(), String.join("; ", done.warnings())));
  }

  /** Managers have those of scope swarm already, as at Docker, where {@code none} is not one. */
  private void refuse(PredefinedNetwork predefined) {
    String name = predefined.networkName();
    throw cluster.isManager() && predefined != PredefinedNetwork.NONE
        ? taken(name)
        : new ApiError(403, "operation is not permitted on predefined " + name + " network ");
  }

  private static ApiError taken(String name) {
    return ApiError.conflict("network with name " + name + " already exists");
  }

  /** What is no subnet at all Docker's daemons refuse themselves; the rest managers judge. */
  private static void requireSubnets(@Nullable Ipam ipam) {
    List<IpamConfig> configs = ipam == null ? null : ipam.config();
    for (IpamConfig each : configs == null ? List.<IpamConfig>of() : configs) {
      String subnet = each.subnet();
      if (!subnet.isEmpty() && Prefix4.parse(subnet).isEmpty() && Prefix6.parse(subnet).isEmpty()) {
        throw ApiError.badRequest(
            "Invalid subnet " + subnet + " : invalid CIDR address: " + subnet);
      }
    }
  }

  private Reply remove(Request request) throws InterruptedException {
    String reference = request.param("id");
    Optional<PredefinedNetwork> predefined = PredefinedNetwork.of(reference);
    if (predefined.isPresent()) {
      throw new ApiError(
          403, predefined.get().networkName() + " is a pre-defined network and cannot be removed");
    }
    if (!cluster.isManager()) {
      throw ApiError.notFound("network " + reference + " not found");
    }
    cluster.submit(request, new Command.RemoveNetwork(reference));
    return Reply.empty(204);
  }

  /** Ours: {@code {"AddSubnets": ["10.5.0.0/16"]}}. */
  private Reply update(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    ObjectNode body = Body.object(request);
    List<String> subnets = new ArrayList<>();
    for (JsonNode subnet : body.path("AddSubnets")) {
      subnets.add(subnet.asString(""));
    }
    if (subnets.isEmpty()) {
      throw ApiError.badRequest("AddSubnets must name the subnets to add");
    }
    cluster.submit(request, new Command.UpdateNetwork(request.param("id"), subnets));
    return Answers.ok(Map.of());
  }

  private Reply connect(Request request) {
    throw ApiError.notAvailable(
        "containers cannot be connected to networks one by one: every container here belongs to a"
            + " task; change its service with 'service update --network-add' or --network-rm");
  }
}
