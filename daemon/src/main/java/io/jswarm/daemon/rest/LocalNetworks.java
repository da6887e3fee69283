package io.jswarm.daemon.rest;

import io.jswarm.api.model.ConfigFrom;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.PredefinedNetwork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The networks every node has. Each exists twice, as at Docker: once in scope {@code local}, and
 * once in scope {@code swarm} for services to name.
 */
final class LocalNetworks {
  private LocalNetworks() {}

  /** In scope local, in the order Docker lists them. */
  static List<Network> all(Instant created) {
    return List.of(
        local(PredefinedNetwork.BRIDGE, created),
        local(PredefinedNetwork.HOST, created),
        local(PredefinedNetwork.NONE, created));
  }

  private static Network local(PredefinedNetwork network, Instant created) {
    return network(
        network.networkName(), id(network.networkName()), "local", driver(network), created);
  }

  /** In scope swarm. */
  static Network inSwarm(PredefinedNetwork network, Instant created) {
    return network(network.networkName(), network.id(), "swarm", driver(network), created);
  }

  private static String driver(PredefinedNetwork network) {
    return switch (network) {
      case HOST -> "host";
      case BRIDGE -> "bridge";
      case NONE -> "null";
    };
  }

  private static Network network(
      String name, String id, String scope, String driver, Instant created) {
    return new Network(
        name,
        id,
        created,
        scope,
        driver,
        null,
        false,
        Ipam.DEFAULT,
        false,
        false,
        false,
        new ConfigFrom(""),
        false,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        null,
        null);
  }

  /** The id of a local network: made from its name, so that it is the same after a restart. */
  static String id(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("jswarm network " + name).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The local network of that name, id or beginning of an id; null when there is none. */
  static @Nullable Network find(String reference, Instant created) {
    for (Network network : all(created)) {
      if (network.name().equals(reference)
          || (!reference.isEmpty() && network.id().startsWith(reference))) {
        return network;
      }
    }
    return null;
  }
}
