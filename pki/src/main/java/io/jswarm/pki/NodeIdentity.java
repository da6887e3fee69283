package io.jswarm.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What makes a process this node: its private key, the certificate chain that names it, and the
 * roots it trusts. The three always belong together; the certificate may have expired.
 */
public final class NodeIdentity {
  private static final double RENEWAL_EARLIEST = 0.5;
  private static final double RENEWAL_LATEST = 0.8;

  private final PrivateKey privateKey;
  private final List<X509Certificate> chain;
  private final TrustedRoots roots;
  private final Subject subject;

  private NodeIdentity(
      PrivateKey privateKey, List<X509Certificate> chain, TrustedRoots roots, Subject subject) {
    this.privateKey = privateKey;
    this.chain = chain;
    this.roots = roots;
    this.subject = subject;
  }

  /**
   * Puts together a key and the certificate that a manager issued for it.
   *
   * @param chainPem the node's certificate first, then intermediates if any
   * @throws PkiException with {@link PkiRefusal.UnusableIdentity} when the parts do not belong
   *     together or the certificate is not a node's
   */
  public static NodeIdentity of(PrivateKey privateKey, String chainPem, TrustedRoots roots)
      throws PkiException {
    List<X509Certificate> chain;
    try {
      chain = Certificates.fromPem(chainPem);
    } catch (IllegalArgumentException e) {
      throw new PkiException(new PkiRefusal.UnusableIdentity(PkiException.detailOf(e)), e);
    }
    X509Certificate leaf = chain.getFirst();
    Optional<Subject> subject = Subject.of(leaf);
    if (subject.isEmpty()) {
      throw unusable("'" + leaf.getSubjectX500Principal() + "' does not name a node");
    }
    if (!Keys.areAPair(privateKey, leaf.getPublicKey())) {
      throw unusable("the private key does not belong to the certificate");
    }
    Optional<PeerRefusal> untrusted =
        PeerCheck.pathRefusal(chain, roots, leaf.getNotAfter().toInstant());
    if (untrusted.isPresent()) {
      throw unusable("the certificate was not signed by the root beside it");
    }
    return new NodeIdentity(privateKey, chain, roots, subject.get());
  }

  private static PkiException unusable(String detail) {
    return new PkiException(new PkiRefusal.UnusableIdentity(detail));
  }

  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The node's certificate first, then intermediates if any; never the root. */
  public List<X509Certificate> chain() {
    return chain;
  }

  public String chainPem() {
    return Certificates.toPem(chain);
  }

  public TrustedRoots roots() {
    return roots;
  }

  public Subject subject() {
    return subject;
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

  /** The last moment at which peers accept the certificate. */
  public Instant certificateEnd() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** The identity as its peers see it. */
  public PeerIdentity asPeer() {
    return new PeerIdentity(subject, certificateEnd());
  }

  /** Why peers would refuse this node's own certificate at {@code now}: expired, or too early. */
  public Optional<PeerRefusal> refusalAt(Instant now) {
    return PeerCheck.validityRefusal(chain.getFirst(), nodeId(), now);
  }

  /**
   * A moment between 50 and 80 % of the validity, drawn from {@code random} so that nodes that
   * joined together do not renew together. The back-dated hour does not count as validity.
   */
  public Instant renewalAt(RandomGenerator random) {
    Instant start = chain.getFirst().getNotBefore().toInstant().plus(RootCa.BACKDATED);
    Duration validity = Duration.between(start, certificateEnd());
    double share = random.nextDouble(RENEWAL_EARLIEST, RENEWAL_LATEST);
    return start.plusMillis((long) (validity.toMillis() * share));
  }

  /** Names node, role and cluster; holds no secret. */
  @Override
  public String toString() {
    return "NodeIdentity[" + subject + " until " + certificateEnd() + "]";
  }
}
