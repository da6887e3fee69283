package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /nodes}. */
final class NodeRoutes {
  private static final List<String> FILTERS =
      List.of("id", "label", "membership", "name", "node.label", "role");

  private final Cluster cluster;

  NodeRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router
        .add("GET", "/nodes", this::list)
        .add("GET", "/nodes/{id}", this::inspect)
        .add("POST", "/nodes/{id}/update", this::update)
        .add("DELETE", "/nodes/{id}", this::remove);
  }

  private Reply list(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, FILTERS);
    words(filters, "role", List.of("worker", "manager"));
    words(filters, "membership", List.of("accepted", "pending"));
    ClusterView view = cluster.view(request);
    List<Node> found = new ArrayList<>();
    for (Node node : view.image().nodes().values()) {
      if (matches(filters, node)) {
        found.add(node);
      }
    }
    return Answers.list(found, node -> Shown.node(view, node));
  }

  private static void words(Filters filters, String key, List<String> words) {
    for (String value : filters.get(key)) {
      if (!words.contains(value)) {
        throw ApiError.badRequest("Invalid " + key + " filter: '" + value + "'");
      }
    }
  }

  private static boolean matches(Filters filters, Node node) {
    return filters.prefix("id", node.id())
        && filters.prefix("name", node.description().hostname())
        && filters.labels("label", node.description().engine().labels())
        && filters.labels("node.label", node.spec().labels())
        && filters.exact("role", node.spec().role())
        && filters.exact("membership", "accepted");
  }

  private Reply inspect(Request request) throws InterruptedException {
    ClusterView view = cluster.view(request);
    return Answers.ok(Shown.node(view, Lookup.node(view.image(), request.param("id"))));
  }

  private Reply update(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    ObjectNode body = Body.object(request);
    long version = Versions.of(request, "node");
    cluster.submit(
        request, new Command.UpdateNode(request.param("id"), version, SpecInput.node(body)));
    return Reply.empty(200);
  }

  private Reply remove(Request request) throws InterruptedException {
    boolean force = request.query().flag("force");
    cluster.submit(request, new Command.RemoveNode(request.param("id"), force));
    return Reply.empty(200);
  }
}
