package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.ingress.port.PortBook;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.PortConflict;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service asks of networks and ports, held against what there is: its networks are there,
 * and nobody else has its ports. Refusals in Swarm's words.
 */
final class ServiceNetworks {
  private ServiceNetworks() {}

  /** What became of a spec. */
  sealed interface Resolved {
    /** The spec with the ids of its networks. */
    record Fits(ServiceSpec spec) implements Resolved {}

    /** The spec cannot be had. */
    record Refused(Refusal refusal) implements Resolved {}
  }

  /**
   * Finds the networks of a spec, and whoever has its ports already.
   *
   * @param serviceId of the service that is changed; null for a new one
   */
  static Resolved resolve(ClusterImage image, ServiceSpec asked, @Nullable String serviceId) {
    List<NetworkAttachmentConfig> ofTask = new ArrayList<>();
    List<NetworkAttachmentConfig> ofService = new ArrayList<>();
    Optional<Refusal> refusal =
        collect(image, asked.taskTemplate().networks(), ofTask)
            .or(() -> collect(image, asked.networks(), ofService))
            .or(() -> ports(image, asked.endpointSpec(), serviceId));
    if (refusal.isPresent()) {
      return new Resolved.Refused(refusal.get());
    }
    boolean same =
        ofTask.equals(asked.taskTemplate().networks()) && ofService.equals(asked.networks());
    return new Resolved.Fits(
        same
            ? asked
            : asked
                .withTaskTemplate(asked.taskTemplate().withNetworks(List.copyOf(ofTask)))
                .withNetworks(List.copyOf(ofService)));
  }

  private static Optional<Refusal> collect(
      ClusterImage image,
      List<NetworkAttachmentConfig> asked,
      List<NetworkAttachmentConfig> resolved) {
    for (NetworkAttachmentConfig one : asked) {
      if (PredefinedNetwork.of(one.target()).isPresent()) {
        resolved.add(one);
        continue;
      }
      switch (References.network(image, one.target())) {
        case Found.Nothing<Network>(Refusal refusal) -> {
          return Optional.of(refusal);
        }
        case Found.One<Network>(Network network) -> {
          if (network.ingress()) {
            return Optional.of(
                Refusal.invalid(
                    "Service cannot be explicitly attached to the ingress network \""
                        + network.name()
                        + "\""));
          }
          resolved.add(new NetworkAttachmentConfig(network.id(), one.aliases(), one.driverOpts()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> ports(
      ClusterImage image, @Nullable EndpointSpec endpoint, @Nullable String serviceId) {
    if (endpoint == null || endpoint.ports().isEmpty()) {
      return Optional.empty();
    }
    if (endpoint.ports().stream().anyMatch(PortBook::isOnEveryNode)
        && image.ingressNetwork() == null) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.FAILED_PRECONDITION,
              "service needs ingress network, but no ingress network is present"));
    }
    return PortConflict.find(image, endpoint, serviceId).map(Refusal::invalid);
  }
}
