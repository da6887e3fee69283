package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Driver;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.IpamOptions;
import io.jswarm.api.model.IpamRange;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.SwarmNetworkSpec;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.ipam.AddressPlan;
import io.jswarm.overlaynet.ipam.NetworkLedger;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.raftstore.image.FreedAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network as those see it who give its addresses out.
 *
 * @param id of an overlay, or {@link NetworkFact#FABRIC}
 * @param shown what tasks carry of it: one object for all of them
 * @param ledger who has which address
 */
record KnownNetwork(String id, String name, SwarmNetwork shown, NetworkLedger ledger) {

  static KnownNetwork overlay(Network network) {
    return new KnownNetwork(
        network.id(),
        network.name(),
        shown(network),
        new NetworkLedger(AddressPlan.of(network), FreedAddress.REST));
  }

  /** The network that joins all nodes. */
  static KnownNetwork fabric(String pool) {
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec(
            NetworkFact.FABRIC,
            Map.of(),
            new Driver("overlay", Map.of()),
            false,
            false,
            false,
            false,
            null,
            null,
            "swarm");
    SwarmNetwork shown =
        new SwarmNetwork(
            NetworkFact.FABRIC,
            Version.ZERO,
            Instant.EPOCH,
            Instant.EPOCH,
            spec,
            new Driver(
                "overlay", Map.of(Network.VNI_OPTION, Integer.toString(IngressNetwork.FABRIC_VNI))),
            null);
    return new KnownNetwork(
        NetworkFact.FABRIC,
        NetworkFact.FABRIC,
        shown,
        new NetworkLedger(AddressPlan.ofFabric(Prefix4.valueOf(pool)), FreedAddress.REST));
  }

  /** A network in the shape tasks carry it. */
  static SwarmNetwork shown(Network network) {
    Map<String, String> said =
        new TreeMap<>(network.options() == null ? Map.of() : network.options());
    String vni = said.remove(Network.VNI_OPTION);
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec(
            network.name(),
            network.labels(),
            new Driver("overlay", said),
            network.enableIpv6(),
            network.internal(),
            network.attachable(),
            network.ingress(),
            null,
            null,
            "swarm");
    return new SwarmNetwork(
        network.id(),
        network.version() == null ? Version.ZERO : network.version(),
        network.created(),
        network.updatedAt() == null ? network.created() : network.updatedAt(),
        spec,
        new Driver("overlay", vni == null ? Map.of() : Map.of(Network.VNI_OPTION, vni)),
        new IpamOptions(new Driver("default", Map.of()), ranges(network)));
  }

  private static List<IpamRange> ranges(Network network) {
    List<IpamConfig> configs = network.ipam().config();
    return configs == null
        ? List.of()
        : configs.stream()
            .map(one -> new IpamRange(one.subnet(), one.ipRange(), one.gateway()))
            .toList();
  }

  /** Why nobody gets an address of it. */
  String exhausted() {
    String subnets = ledger.plan().names();
    return id.equals(NetworkFact.FABRIC)
        ? "no address left in the network of all nodes (" + subnets + "): run fewer tasks"
        : ("no address left in network %s (%s): all %d are taken; add a subnet to it or run fewer"
                + " tasks on it")
            .formatted(name, subnets, ledger.size());
  }
}
