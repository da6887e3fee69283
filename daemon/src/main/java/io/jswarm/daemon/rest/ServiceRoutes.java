package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceCreateResponse;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.ServiceUpdateResponse;
import io.jswarm.api.model.Workload;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /services}. */
final class ServiceRoutes {
  private static final List<String> FILTERS = List.of("id", "label", "mode", "name", "runtime");

  private final Cluster cluster;

  ServiceRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router
        .add("GET", "/services", this::list)
        .add("POST", "/services/create", this::create)
        .add("GET", "/services/{id}", this::inspect)
        .add("POST", "/services/{id}/update", this::update)
        .add("DELETE", "/services/{id}", this::remove);
  }

  private Reply list(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, FILTERS);
    ClusterImage image = cluster.image(request);
    boolean status = request.query().flag("status") && request.version().atLeast(41);
    List<ObjectNode> shown = new ArrayList<>();
    for (Service service : image.services().values()) {
      if (matches(filters, service)) {
        shown.add(
            Shown.service(status ? service.withServiceStatus(Counts.of(image, service)) : service));
      }
    }
    return Answers.ok(shown);
  }

  private static boolean matches(Filters filters, Service service) {
    ServiceSpec spec = service.spec();
    return filters.prefix("id", service.id())
        && filters.prefix("name", spec.name())
        && filters.labels("label", spec.labels())
        && filters.exact("mode", modeName(spec.workload()))
        && filters.exact("runtime", "container");
  }

  private static String modeName(Workload workload) {
    return switch (workload) {
      case Workload.Replicated(int _) -> "replicated";
      case Workload.Global() -> "global";
      case Workload.ReplicatedJob(int _, int _) -> "replicated-job";
      case Workload.GlobalJob() -> "global-job";
    };
  }

  private Reply inspect(Request request) throws InterruptedException {
    Service service = Lookup.service(cluster.image(request), request.param("id"));
    if (!request.query().flag("insertDefaults")) {
      return Answers.ok(Shown.service(service));
    }
    return Answers.ok(SpecDefaults.fill(Shown.service(SpecDefaults.of(service))));
  }

  private Reply create(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    ServiceSpec spec = resolved(SpecInput.service(Body.object(request), request.version()));
    CommandResult.Done done =
        cluster.submit(request, new Command.CreateService(spec, RegistryHeader.of(request)));
    return Answers.created(new ServiceCreateResponse(done.id(), done.warnings()));
  }

  private Reply update(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    String id = request.param("id");
    ObjectNode body = Body.object(request);
    long version = Versions.of(request, "service");
    String rollback = request.query().get("rollback");
    Command command =
        switch (rollback) {
          case "" -> {
            keepOwnFields(request, body, version);
            RegistryAuth auth = RegistryHeader.of(request);
            yield new Command.UpdateService(
                id,
                version,
                resolved(SpecInput.service(body, request.version())),
                auth,
                auth == null && keepsPreviousAuth(request));
          }
          case "previous" -> new Command.RollbackService(id, version);
          default -> throw ApiError.badRequest("unrecognized rollback option " + rollback);
        };
    CommandResult.Done done = cluster.submit(request, command);
    return Answers.ok(
        new ServiceUpdateResponse(done.warnings().isEmpty() ? null : done.warnings()));
  }

  /**
   * Compares with the spec the client has read: one of another version is refused by the leader.
   */
  private void keepOwnFields(Request request, ObjectNode spec, long version)
      throws InterruptedException {
    Service known = known(cluster.local().image(), request.param("id"));
    Service current =
        known != null && known.version().index() == version
            ? known
            : known(cluster.image(request), request.param("id"));
    if (current != null) {
      OwnFields.keep(spec, current.spec());
    }
  }

  private static @Nullable Service known(ClusterImage image, String reference) {
    try {
      return Lookup.service(image, reference);
    } catch (ApiError _) {
      return null;
    }
  }

  /**
   * Which credentials stay when the client sends none: the present spec's, or the previous one's.
   */
  private static boolean keepsPreviousAuth(Request request) {
    return switch (request.query().get("registryAuthFrom")) {
      case "", "spec" -> false;
      case "previous-spec" -> true;
      default ->
          throw ApiError.badRequest(
              "unsupported registryAuthFrom value: it is spec or previous-spec");
    };
  }

  /** The spec with the networks it names given by id. */
  private ServiceSpec resolved(ServiceSpec spec) throws InterruptedException {
    if (spec.attachments().isEmpty()) {
      return spec;
    }
    ClusterImage image = cluster.local().image();
    ServiceSpec own = spec.withNetworks(ids(image, spec.networks()));
    return own.withTaskTemplate(
        own.taskTemplate().withNetworks(ids(image, own.taskTemplate().networks())));
  }

  private static List<NetworkAttachmentConfig> ids(
      ClusterImage image, List<NetworkAttachmentConfig> networks) {
    return networks.stream()
        .map(n -> new NetworkAttachmentConfig(id(image, n.target()), n.aliases(), n.driverOpts()))
        .toList();
  }

  private static String id(ClusterImage image, String target) {
    return PredefinedNetwork.of(target)
        .map(PredefinedNetwork::id)
        .orElseGet(() -> Lookup.network(image, target).id());
  }

  private Reply remove(Request request) throws InterruptedException {
    cluster.submit(request, new Command.RemoveService(request.param("id")));
    return Reply.empty(200);
  }
}
