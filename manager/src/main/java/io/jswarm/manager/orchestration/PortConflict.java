package io.jswarm.manager.orchestration;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.ingress.port.PortBook;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether another service has a port that one asks for. Ports of single nodes are the scheduler's
 * to keep apart.
 */
public final class PortConflict {
  private PortConflict() {}

  /**
   * The first port that another service leaves no room for, in Swarm's words.
   *
   * @param serviceId of the service that asks; null for a new one
   */
  public static Optional<String> find(
      ClusterImage image, EndpointSpec endpoint, @Nullable String serviceId) {
    return image.services().values().stream()
        .filter(other -> !other.id().equals(serviceId))
        .flatMap(other -> with(endpoint, other).stream())
        .findFirst();
  }

  private static Optional<String> with(EndpointSpec endpoint, Service other) {
    EndpointSpec asked = other.spec().endpointSpec();
    return Stream.concat(
            asked == null ? Stream.empty() : asked.ports().stream(),
            other.endpoint().ports().stream())
        .filter(theirs -> endpoint.ports().stream().anyMatch(mine -> excludes(mine, theirs)))
        .findFirst()
        .map(theirs ->
            "port '%d' is already in use by service '%s' (%s) as %s"
                .formatted(
                    theirs.publishedPort(),
                    other.spec().name(),
                    other.id(),
                    PortBook.isOnEveryNode(theirs) ? "an ingress port" : "a host-published port"));
  }

  private static boolean excludes(PortConfig mine, PortConfig theirs) {
    boolean everywhere = PortBook.isOnEveryNode(mine) || PortBook.isOnEveryNode(theirs);
    return everywhere && mine.collidesWith(theirs);
  }
}
