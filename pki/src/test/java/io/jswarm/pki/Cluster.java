package io.jswarm.pki;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A cluster's root, at a fixed time, that certifies whom a test asks for. */
final class Cluster {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final RootCa root;

  Cluster(String id) {
    this.id = id;
    this.root = RootCa.create(RANDOM, NOW);
  }

  RootCa root() {
    return root;
  }

  NodeIdentity manager(String nodeId) throws PkiException {
    return node(nodeId, CertificateRole.MANAGER, NOW, Duration.ofDays(90));
  }

  NodeIdentity worker(String nodeId) throws PkiException {
    return node(nodeId, CertificateRole.WORKER, NOW, Duration.ofDays(90));
  }

  NodeIdentity node(String nodeId, CertificateRole role, Instant at, Duration validity)
      throws PkiException {
    return signed(new Subject(nodeId, role, id), at, validity);
  }

  NodeIdentity signed(Subject subject, Instant at, Duration validity) throws PkiException {
    CertificateRequest request = CertificateRequest.create(RANDOM);
    String pem = root.issue(request.pem(), subject, validity, at);
    return NodeIdentity.of(request.privateKey(), pem, root.trustedRoots());
  }

  TlsIdentity tls(NodeIdentity identity) {
    return new TlsIdentity(identity, CLOCK);
  }
}
