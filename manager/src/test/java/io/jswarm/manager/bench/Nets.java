package io.jswarm.manager.bench;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Nouns of tests about networks. */
public final class Nets {
  private Nets() {}

  /** A network with these subnets, or one of the cluster's choice. */
  public static NetworkCreate overlay(String name, String... subnets) {
    List<IpamConfig> configs =
        Stream.of(subnets).map(subnet -> new IpamConfig(subnet, "", "", Map.of())).toList();
    return overlay(name, new Ipam("default", null, configs), false);
  }

  /** A network whose containers have no way out. */
  public static NetworkCreate internal(String name) {
    return overlay(name, new Ipam("default", null, List.of()), true);
  }

  private static NetworkCreate overlay(String name, Ipam ipam, boolean internal) {
    return new NetworkCreate(
        name, true, "overlay", "", null, false, ipam, internal, false, false, false, null, Map.of(),
        Map.of());
  }

  public static NetworkCreate dualStack(String name, String... subnets) {
    NetworkCreate plain = overlay(name, subnets);
    return new NetworkCreate(
        name,
        true,
        "overlay",
        "",
        null,
        true,
        plain.ipam(),
        false,
        false,
        false,
        false,
        null,
        Map.of(),
        Map.of());
  }

  public static NetworkCreate ingress(String name) {
    return new NetworkCreate(
        name, true, "overlay", "", null, false, null, false, false, true, false, null, Map.of(),
        Map.of());
  }

  /** The network, once it is made. */
  public static Network made(Bench bench, NetworkCreate spec) {
    CommandResult.Done done = (CommandResult.Done) bench.submit(new Command.CreateNetwork(spec));
    return Objects.requireNonNull(bench.image.network(done.id()));
  }

  /** The service on these networks. */
  public static ServiceSpec on(ServiceSpec spec, String... networks) {
    return Fixtures.task(
        spec,
        t ->
            t.withNetworks(
                Stream.of(networks)
                    .map(name -> new NetworkAttachmentConfig(name, List.of(), Map.of()))
                    .toList()));
  }

  /** The service with these ports, each of them {@code published:target} on every node. */
  public static ServiceSpec publishing(ServiceSpec spec, String... ports) {
    return spec.withEndpointSpec(
        new EndpointSpec("vip", Stream.of(ports).map(Nets::port).toList()));
  }

  /** A port of every node. */
  public static PortConfig port(String text) {
    String[] parts = text.split(":", -1);
    return new PortConfig(
        "", "tcp", Integer.parseInt(parts[1]), Integer.parseInt(parts[0]), "ingress");
  }
}
