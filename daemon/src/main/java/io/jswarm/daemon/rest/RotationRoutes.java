package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadRotated;
import io.jswarm.api.model.PayloadRotated.ServiceName;
import io.jswarm.api.model.Service;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.manager.control.PayloadRotation;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /jswarm/v1/secrets/{id}/rotate} and the same for configs: a new version, and every service
 * that refers to the old one rolled to it. Ours.
 */
final class RotationRoutes {
  private final Cluster cluster;

  RotationRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router
        .add("POST", "/jswarm/v1/secrets/{id}/rotate", r -> rotate(r, PayloadKind.SECRET))
        .add("POST", "/jswarm/v1/configs/{id}/rotate", r -> rotate(r, PayloadKind.CONFIG));
  }

  /** What a client asks; without data it must be a dry run. */
  private record Wish(@Nullable Bytes data, boolean dryRun) {}

  private Reply rotate(Request request, PayloadKind kind) throws IOException, InterruptedException {
    cluster.requireManager();
    Wish wish = Body.read(request, Wish.class);
    ClusterImage before = cluster.image(request);
    Payload newest = find(before, kind, request.param("id"));
    if (wish.dryRun) {
      return Answers.ok(foreseen(before, newest, wish.data));
    }
    Bytes data = wish.data == null ? Bytes.EMPTY : wish.data;
    CommandResult.Done done =
        cluster.submit(request, new Command.RotatePayload(kind, newest.id(), data));
    return Answers.ok(outcome(before, cluster.local().image(), newest, done));
  }

  private static Payload find(ClusterImage image, PayloadKind kind, String reference) {
    return switch (kind) {
      case SECRET -> Lookup.secret(image, reference);
      case CONFIG -> Lookup.config(image, reference);
    };
  }

  private static PayloadRotated foreseen(ClusterImage image, Payload newest, @Nullable Bytes data) {
    if (!newest.handle().isEmpty()) {
      throw ApiError.badRequest(
          "%s is an older version of %s %s: rotate that"
              .formatted(newest.name(), newest.kind().noun(), newest.handle()));
    }
    if (data != null && data.equals(newest.data())) {
      return new PayloadRotated(
          newest.id(),
          newest.name(),
          newest.number(),
          List.of(),
          List.of(),
          List.of(PayloadRotation.unchanged(newest)));
    }
    PayloadRotation rotation = PayloadRotation.of(image, newest);
    return new PayloadRotated(
        "",
        newest.name(),
        newest.number() + 1,
        inOrder(rotation.services().stream()),
        names(image, newest.kind(), rotation.surplus()),
        List.of());
  }

  private static PayloadRotated outcome(
      ClusterImage before, ClusterImage after, Payload newest, CommandResult.Done done) {
    Payload made = after.payload(newest.kind(), done.id());
    boolean isNew = before.payload(newest.kind(), done.id()) == null;
    TreeSet<String> gone = new TreeSet<>(before.payloads(newest.kind()).keySet());
    gone.removeAll(after.payloads(newest.kind()).keySet());
    gone.removeIf(id -> !isVersionOf(before, newest, id));
    return new PayloadRotated(
        done.id(),
        newest.name(),
        made == null ? newest.number() : made.number(),
        isNew ? users(after, newest.kind(), done.id()) : List.of(),
        names(before, newest.kind(), List.copyOf(gone)),
        done.warnings());
  }

  private static boolean isVersionOf(ClusterImage image, Payload newest, String id) {
    Payload other = image.payload(newest.kind(), id);
    return other != null && other.lineage().equals(newest.name());
  }

  private static List<ServiceName> users(ClusterImage image, PayloadKind kind, String id) {
    return inOrder(
        image.services().values().stream().filter(service -> refersTo(service, kind, id)));
  }

  private static List<ServiceName> inOrder(Stream<Service> services) {
    return services.map(ServiceName::of).sorted(Comparator.comparing(ServiceName::name)).toList();
  }

  private static boolean refersTo(Service service, PayloadKind kind, String id) {
    ContainerSpec container = service.spec().taskTemplate().containerSpec();
    return container != null
        && container.payloads().stream().anyMatch(r -> r.kind() == kind && r.id().equals(id));
  }

  private static List<String> names(ClusterImage image, PayloadKind kind, List<String> ids) {
    return ids.stream()
        .map(id -> image.payload(kind, id))
        .filter(payload -> payload != null)
        .map(Payload::name)
        .toList();
  }
}
