package io.jswarm.api.model;

import java.util.Optional;

/**
 * The networks every cluster has without making them: a task may name one where it could name an
 * overlay.
 */
public enum PredefinedNetwork {
  /** The node's own network namespace. */
  HOST("host", "jswarmpredefinednetworkh"),
  /** Egress only; what a task without networks gets too. */
  BRIDGE("bridge", "jswarmpredefinednetworkb"),
  /** Loopback only. */
  NONE("none", "jswarmpredefinednetworkn");

  private final String networkName;
  private final String id;

  PredefinedNetwork(String networkName, String idStem) {
    this.networkName = networkName;
    this.id = idStem + "0";
  }

  public String networkName() {
    return networkName;
  }

  /** The same 25 characters on every cluster, so that specs can be moved between clusters. */
  public String id() {
    return id;
  }

  /** The predefined network of that name or id. */
  public static Optional<PredefinedNetwork> of(String reference) {
    for (PredefinedNetwork network : values()) {
      if (network.networkName.equals(reference) || network.id.equals(reference)) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }
}
