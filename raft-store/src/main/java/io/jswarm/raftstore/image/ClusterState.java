package io.jswarm.raftstore.image;

import io.jswarm.api.model.Swarm;
import org.jspecify.annotations.Nullable;

/**
 * The cluster itself: what is shown of it, and what never leaves the managers.
 *
 * @param swarm the object that is shown, with its join tokens
 * @param caCert the root certificate, PEM
 * @param caKey the root's private key, PEM; empty when an external CA signs
 * @param unlockKey what unlocks managers after a restart; empty while autolock is off
 * @param rotation the root that is being rotated to; null when none is
 * @param fabricPool addresses of the network that joins all nodes, in CIDR notation; null for a
 *     cluster of a version without networks, whose next leader gives it one, and an ingress network
 */
public record ClusterState(
    Swarm swarm,
    String caCert,
    String caKey,
    String unlockKey,
    @Nullable RootRotation rotation,
    @Nullable String fabricPool) {
  /** Where nothing else is said: shared address space of carriers (RFC 6598), seldom in a LAN. */
  public static final String FABRIC_POOL_DEFAULT = "100.64.0.0/10";

  /**
   * A new root on its way in.
   *
   * @param caCert the new root certificate, PEM
   * @param caKey its private key, PEM; empty when an external CA signs
   * @param crossSigned the new root signed by the old one, PEM
   */
  public record RootRotation(String caCert, String caKey, String crossSigned) {
    /** Never shows the key. */
    @Override
    public String toString() {
      return "RootRotation[]";
    }
  }

  public ClusterState withSwarm(Swarm newSwarm) {
    return new ClusterState(newSwarm, caCert, caKey, unlockKey, rotation, fabricPool);
  }

  public ClusterState withUnlockKey(String newUnlockKey) {
    return new ClusterState(swarm, caCert, caKey, newUnlockKey, rotation, fabricPool);
  }

  public ClusterState withCa(String newCaCert, String newCaKey) {
    return new ClusterState(swarm, newCaCert, newCaKey, unlockKey, rotation, fabricPool);
  }

  public ClusterState withRotation(@Nullable RootRotation newRotation) {
    return new ClusterState(swarm, caCert, caKey, unlockKey, newRotation, fabricPool);
  }

  public ClusterState withFabricPool(String newFabricPool) {
    return new ClusterState(swarm, caCert, caKey, unlockKey, rotation, newFabricPool);
  }

  /** Never shows keys or tokens. */
  @Override
  public String toString() {
    return "ClusterState[" + swarm.id() + "]";
  }
}
