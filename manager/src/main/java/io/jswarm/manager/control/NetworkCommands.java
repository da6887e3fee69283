package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.IngressNetwork;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates, enlarges and removes networks. */
final class NetworkCommands {
  private NetworkCommands() {}

  static Decision create(Turn turn, Command.CreateNetwork command) {
    NetworkCreate asked = command.spec();
    ClusterImage image = turn.image();
    Optional<Refusal> refusal =
        NetworkValidation.check(asked)
            .or(() -> conflict(image, asked))
            .or(() -> NetworkValidation.checkSubnets(asked));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    String id = turn.mintId();
    return asked.ingress() ? createIngress(turn, id, asked) : createOverlay(turn, id, asked);
  }

  private static Optional<Refusal> conflict(ClusterImage image, NetworkCreate asked) {
    if (image.networkByName(asked.name()) != null) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.ALREADY_EXISTS,
              "network with name " + asked.name() + " already exists"));
    }
    Network ingress = image.ingressNetwork();
    return asked.ingress() && ingress != null
        ? Optional.of(
            new Refusal(
                Refusal.Kind.ALREADY_EXISTS,
                "ingress network (" + ingress.id() + ") is already present"))
        : Optional.empty();
  }

  private static Decision createIngress(Turn turn, String id, NetworkCreate asked) {
    String pool = Subnets.fabricPool(turn.image()).toString();
    List<String> warnings = new ArrayList<>();
    Ipam ipam = asked.ipam();
    if (ipam != null && ipam.config() != null && !ipam.config().isEmpty()) {
      warnings.add(
          "the subnet is not used: published ports are reached through the network of all nodes, "
              + pool);
    }
    turn.add(
        new Change.PutNetwork(
            IngressNetwork.of(
                id,
                asked.name(),
                asked.options() == null ? Map.of() : asked.options(),
                asked.labels(),
                pool)));
    return new Decision.Accepted(id, warnings);
  }

  private static Decision createOverlay(Turn turn, String id, NetworkCreate asked) {
    Optional<List<IpamConfig>> subnets = Subnets.complete(turn.image(), id, asked);
    if (subnets.isEmpty()) {
      return Decision.invalid(
          "all predefined address pools have been fully subnetted: give the network a subnet, or"
              + " remove networks that are not needed");
    }
    int vni = Vnis.next(turn.image());
    if (vni == 0) {
      return Decision.precondition("every VXLAN network identifier is taken: remove a network");
    }
    Map<String, String> options =
        new TreeMap<>(asked.options() == null ? Map.of() : asked.options());
    options.put(Network.VNI_OPTION, Integer.toString(vni));
    Ipam ipam = new Ipam("default", ipamOptions(asked.ipam()), subnets.get());
    turn.add(new Change.PutNetwork(NewNetwork.of(id, asked, turn.at(), ipam, options)));
    return new Decision.Accepted(id, Subnets.warnings(turn.image(), subnets.get()));
  }

  /** Docker's clients send an empty object for none, and read null. */
  private static @Nullable Map<String, String> ipamOptions(@Nullable Ipam asked) {
    Map<String, String> options = asked == null ? null : asked.options();
    return options == null || options.isEmpty() ? null : options;
  }

  static Decision update(Turn turn, Command.UpdateNetwork command) {
    return switch (References.network(turn.image(), command.network())) {
      case Found.Nothing<Network>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Network>(Network network) -> grow(turn, network, command.addSubnets());
    };
  }

  private static Decision grow(Turn turn, Network network, List<String> addSubnets) {
    if (network.ingress()) {
      return Decision.invalid("the addresses of an ingress network are not its own to change");
    }
    List<IpamConfig> more = addSubnets.stream().map(Subnets::withGateway).toList();
    List<IpamConfig> all = Stream.concat(Subnets.of(network).stream(), more.stream()).toList();
    Optional<Refusal> refusal =
        NetworkValidation.checkMore(addSubnets)
            .or(() -> NetworkValidation.checkSubnets(all, network.enableIpv6()));
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    Ipam ipam = network.ipam();
    turn.add(new Change.PutNetwork(network.withIpam(new Ipam(ipam.driver(), ipam.options(), all))));
    return new Decision.Accepted(network.id(), Subnets.warnings(turn.image(), more));
  }

  static Decision remove(Turn turn, Command.RemoveNetwork command) {
    if (NetworkValidation.isPredefined(command.network())) {
      return new Decision.Rejected(
          new Refusal(
              Refusal.Kind.PERMISSION_DENIED,
              command.network() + " is a pre-defined network and cannot be removed"));
    }
    return switch (References.network(turn.image(), command.network())) {
      case Found.Nothing<Network>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Network>(Network network) -> {
        Optional<String> use = NetworkUse.of(turn.image(), network);
        if (use.isPresent()) {
          yield Decision.precondition(use.get());
        }
        turn.add(new Change.RemoveNetwork(network.id()));
        yield new Decision.Accepted(network.id());
      }
    };
  }
}
