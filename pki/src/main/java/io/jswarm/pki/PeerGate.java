package io.jswarm.pki;

import java.util.Optional;

/**
 * Whom to let in among the peers whose certificate is good. Asked at every handshake: it must
 * answer from memory, without blocking.
 */
@FunctionalInterface
public interface PeerGate {
  /** Empty lets the peer in. */
  Optional<PeerRefusal> refusal(PeerIdentity peer);

  /** Managers and workers, whatever the cluster's state. */
  PeerGate NODES = _ -> Optional.empty();

  /** Managers only, whatever the cluster's state. */
  PeerGate MANAGERS =
      peer ->
          switch (peer.role()) {
            case MANAGER -> Optional.empty();
            case WORKER -> Optional.of(new PeerRefusal.ManagerRequired(peer.nodeId()));
          };

  /** Nodes of one cluster. */
  static PeerGate ofCluster(String clusterId) {
    return peer ->
        peer.clusterId().equals(clusterId)
            ? Optional.empty()
            : Optional.of(new PeerRefusal.WrongCluster(peer.nodeId(), peer.clusterId(), clusterId));
  }

  /** Lets in whom this gate and {@code next} both let in; the first refusal counts. */
  default PeerGate and(PeerGate next) {
    return peer -> refusal(peer).or(() -> next.refusal(peer));
  }
}
