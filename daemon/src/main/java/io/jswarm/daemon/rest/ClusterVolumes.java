package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ClusterVolumeSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.VolumeCreate;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of {@code /volumes} that is the cluster's. A name is first one of this node's volumes,
 * as at Docker; managers alone know the others, and only clients that know them are shown them.
 */
final class ClusterVolumes {
  static final String SPEC = "ClusterVolumeSpec";

  /** Clients before take no notice of cluster volumes. */
  private static final int SINCE = 42;

  private final Cluster cluster;

  ClusterVolumes(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whether a body asks for a cluster volume. */
  static boolean isAskedFor(Request request, ObjectNode body) {
    return request.version().atLeast(SINCE) && body.path(SPEC).isObject();
  }

  private boolean isKnownTo(Request request) {
    return cluster.isManager() && request.version().atLeast(SINCE);
  }

  ObjectNode create(Request request, ObjectNode body) throws InterruptedException {
    cluster.requireManager();
    VolumeCreate wanted = Body.bind(body, VolumeCreate.class);
    String id = cluster.submit(request, new Command.CreateVolume(wanted)).id();
    return VolumeJson.of(Lookup.volume(cluster.image(request), id));
  }

  /**
   * Those that match; from what this manager knows, for its own are listed without a leader too.
   */
  List<ObjectNode> list(Request request, Filters filters) throws InterruptedException {
    if (!isKnownTo(request)) {
      return List.of();
    }
    ClusterImage image = cluster.local().image();
    return image.volumes().values().stream()
        .filter(volume -> matches(filters, volume, image))
        .map(VolumeJson::of)
        .toList();
  }

  private static boolean matches(Filters filters, ClusterVolume volume, ClusterImage image) {
    return filters.exact("driver", volume.driver())
        && filters.pattern("name", volume.name())
        && filters.labels("label", volume.labels())
        && (!filters.has("dangling") || filters.flag("dangling", false) == isUnused(volume, image));
  }

  private static boolean isUnused(ClusterVolume volume, ClusterImage image) {
    return image.services().values().stream()
        .map(service -> service.spec().taskTemplate().containerSpec())
        .noneMatch(container -> container != null && mounts(container, volume));
  }

  private static boolean mounts(ContainerSpec container, ClusterVolume volume) {
    return container.mounts().stream()
        .anyMatch(mount ->
            mount.type().equals("cluster")
                && (mount.source().equals(volume.name())
                    || mount.source().equals(volume.id())
                    || mount.source().equals("group:" + volume.spec().group())));
  }

  /** The volume of this name or id, for a name that is none of this node's. */
  ObjectNode inspect(Request request, String name) throws InterruptedException {
    if (!isKnownTo(request)) {
      throw none(name);
    }
    return VolumeJson.of(find(request, name));
  }

  private ClusterVolume find(Request request, String name) throws InterruptedException {
    try {
      return Lookup.volume(cluster.image(request), name);
    } catch (ApiError e) {
      throw e.status() == 404 ? none(name) : e;
    }
  }

  /** In the words for a node's own, which clients look for. */
  private static ApiError none(String name) {
    return ApiError.notFound("get " + name + ": no such volume");
  }

  /** Changes the availability, which is all of the spec that can be changed. */
  void update(Request request, String name) throws IOException, InterruptedException {
    cluster.requireManager();
    long version = Versions.of(request, "volume");
    JsonNode spec = Body.object(request).path("Spec");
    if (!spec.isObject()) {
      throw ApiError.badRequest("a change of a volume needs a Spec with its Availability");
    }
    String availability = Body.bind(spec, ClusterVolumeSpec.class).availabilityOrDefault();
    cluster.submit(request, new Command.UpdateVolume(name, version, availability));
  }

  /** Removes one; says whether there was one. */
  boolean remove(Request request, String name, boolean force) throws InterruptedException {
    if (!isKnownTo(request)) {
      return false;
    }
    try {
      ClusterVolume volume = find(request, name);
      cluster.submit(request, new Command.RemoveVolume(volume.id(), force));
      return true;
    } catch (ApiError e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }
}
