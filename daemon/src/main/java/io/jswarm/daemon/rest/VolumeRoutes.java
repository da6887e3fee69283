package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.VolumeCreate;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.VolumeException;
import io.jswarm.worker.volume.VolumeRequest;
import io.jswarm.worker.volume.Volumes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /volumes}: the volumes of this node, and through managers those of the cluster. */
final class VolumeRoutes {
  private static final List<String> LIST_FILTERS = List.of("dangling", "driver", "label", "name");
  private static final List<String> PRUNE_FILTERS = List.of("all", "label", "label!");

  /** Since then a prune spares volumes that somebody gave a name, unless told otherwise. */
  private static final int SPARING_VERSION = 42;

  private final Volumes volumes;
  private final ClusterVolumes clusters;

  VolumeRoutes(Volumes volumes, Cluster cluster) {
    this.volumes = volumes;
    this.clusters = new ClusterVolumes(cluster);
  }

  void addTo(Router router) {
    router
        .add("GET", "/volumes", this::list)
        .add("POST", "/volumes/create", this::create)
        .add("POST", "/volumes/prune", this::prune)
        .add("GET", "/volumes/{name}", this::inspect)
        .add("PUT", "/volumes/{name}", this::update)
        .add("DELETE", "/volumes/{name}", this::remove);
  }

  private Reply list(Request request) throws InterruptedException {
    Filters filters = Filters.of(request, LIST_FILTERS);
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode shown = json.putArray("Volumes");
    volumes.list().stream()
        .filter(volume -> matches(filters, volume))
        .forEach(volume -> shown.add(VolumeJson.of(volume)));
    clusters.list(request, filters).forEach(shown::add);
    return Answers.ok(json.putNull("Warnings"));
  }

  private boolean matches(Filters filters, Volume volume) {
    return filters.exact("driver", Volume.LOCAL)
        && filters.pattern("name", volume.name())
        && filters.labels("label", volume.labels())
        && (!filters.has("dangling") || filters.flag("dangling", false) == isUnused(volume));
  }

  private boolean isUnused(Volume volume) {
    return volumes.users(volume.name()).isEmpty();
  }

  private Reply inspect(Request request) throws InterruptedException {
    String name = request.param("name");
    Optional<Volume> own = called(() -> volumes.find(name));
    return Answers.ok(own.isPresent() ? VolumeJson.of(own.get()) : clusters.inspect(request, name));
  }

  private Reply create(Request request) throws IOException, InterruptedException {
    ObjectNode body = Body.object(request);
    if (ClusterVolumes.isAskedFor(request, body)) {
      return Answers.created(clusters.create(request, body));
    }
    VolumeCreate wanted = Body.bind(body, VolumeCreate.class);
    Map<String, String> labels = new TreeMap<>(wanted.labels());
    if (wanted.name().isEmpty()) {
      labels.put(Volume.ANONYMOUS, "");
    }
    VolumeRequest volume =
        new VolumeRequest(wanted.name(), wanted.driver(), wanted.driverOpts(), labels);
    return Answers.created(VolumeJson.of(called(() -> volumes.create(volume))));
  }

  private Reply update(Request request) throws IOException, InterruptedException {
    String name = request.param("name");
    if (called(() -> volumes.find(name)).isPresent()) {
      throw ApiError.badRequest("volume " + name + " is this node's: only cluster volumes change");
    }
    clusters.update(request, name);
    return Reply.empty(200);
  }

  private Reply remove(Request request) throws InterruptedException {
    String name = request.param("name");
    boolean force = request.query().flag("force");
    if (called(() -> volumes.find(name)).isEmpty()
        && (clusters.remove(request, name, force) || force)) {
      return Reply.empty(204);
    }
    called(() -> {
      volumes.remove(name);
      return name;
    });
    return Reply.empty(204);
  }

  private Reply prune(Request request) {
    Filters filters = Filters.of(request, PRUNE_FILTERS);
    boolean spare = request.version().atLeast(SPARING_VERSION) && !filters.flag("all", false);
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode removed = json.putArray("VolumesDeleted");
    long bytes = 0;
    for (Volume volume : volumes.list()) {
      boolean wanted =
          isUnused(volume)
              && (!spare || volume.isAnonymous())
              && filters.labels("label", volume.labels())
              && (!filters.has("label!") || !filters.labels("label!", volume.labels()));
      if (wanted) {
        long size = called(() -> volumes.bytes(volume.name())).orElse(0);
        if (removed(volume)) {
          removed.add(volume.name());
          bytes += size;
        }
      }
    }
    return Answers.ok(json.put("SpaceReclaimed", bytes));
  }

  /** One that came into use since, or that somebody else removed, is passed over. */
  private boolean removed(Volume volume) {
    try {
      volumes.remove(volume.name());
      return true;
    } catch (VolumeException.Conflict | VolumeException.NotFound _) {
      return false;
    } catch (VolumeException e) {
      throw refusal(e);
    }
  }

  private static <T> T called(Supplier<T> step) {
    try {
      return step.get();
    } catch (VolumeException e) {
      throw refusal(e);
    }
  }

  private static ApiError refusal(VolumeException e) {
    int status =
        switch (e) {
          case VolumeException.NotFound _ -> 404;
          case VolumeException.Conflict _ -> 409;
          case VolumeException.Invalid _ -> 400;
          case VolumeException.Failed _ -> 500;
        };
    return new ApiError(status, String.valueOf(e.getMessage()));
  }
}
