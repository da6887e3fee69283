package io.jswarm.pki;

import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A node's identity behind TLS 1.3. Key and trust managers ask for the newest identity at every
 * handshake, so a renewal needs no restart; connections that are open stay as they are.
 *
 * <p>A peer is accepted when its chain leads to a root this node trusts now, is valid now, names
 * this node's cluster, and the gate lets it in. The managers work with any TLS stack of the JDK
 * provider (the JDK's own, gRPC's Netty, the one shaded into Ratis); the engine must be told {@link
 * #PROTOCOL} as the only protocol. {@link TlsResumption#turnOff} must have been called before.
 */
public final class TlsIdentity {
  /** The only protocol; set it on each engine, socket or context builder. */
  public static final String PROTOCOL = PeerTrust.PROTOCOL;

  private final NewestKeys keyManager;
  private final InstantSource clock;

  public TlsIdentity(NodeIdentity first, InstantSource clock) {
    this.keyManager = new NewestKeys(first);
    this.clock = clock;
  }

  public NodeIdentity current() {
    return keyManager.newest();
  }

  /** Every handshake from now on shows {@code renewed} and trusts its roots. */
  public void replace(NodeIdentity renewed) {
    keyManager.replace(renewed);
  }

  public X509ExtendedKeyManager keyManager() {
    return keyManager;
  }

  /** Checks peers of either side; the same object serves servers and clients. */
  public X509ExtendedTrustManager trustManager(PeerGate gate) {
    return new PeerTrust(chain -> {
      NodeIdentity own = current();
      PeerGate ownCluster = PeerGate.ofCluster(own.clusterId());
      return PeerCheck.refusal(chain, own.roots(), ownCluster.and(gate), clock.instant());
    });
  }

  /**
   * For a server that asks clients for a certificate (needed or wanted is the engine's setting):
   * clients without one are not shown to the gate.
   */
  public SSLContext serverContext(PeerGate gate) {
    return Contexts.of(keyManager, trustManager(gate));
  }

  /** For calling managers of this cluster, and nobody else. */
  public SSLContext forNode() {
    return Contexts.of(keyManager, trustManager(PeerGate.MANAGERS));
  }
}
