package io.jswarm.pki;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The node at the other end of a connection, as its checked certificate names it.
 *
 * <p>The certificate was checked at the handshake only: a long-lived connection should be ended at
 * {@code certificateEnd}, and when the node's role changes or it is removed.
 */
public record PeerIdentity(Subject subject, Instant certificateEnd) {

  /** Reads the peer of {@code session}; empty when it showed no certificate of a node. */
  public static Optional<PeerIdentity> of(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate leaf ? of(leaf) : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  static Optional<PeerIdentity> of(X509Certificate leaf) {
    return Subject.of(leaf)
        .map(subject -> new PeerIdentity(subject, leaf.getNotAfter().toInstant()));
  }

  public String nodeId() {
    return subject.nodeId();
  }

  public CertificateRole role() {
    return subject.role();
  }

  public String clusterId() {
    return subject.clusterId();
  }
}
