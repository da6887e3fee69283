package io.jswarm.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The cluster's root of trust: a self-signed certificate and the key that signs every node's.
 *
 * <p>The key is part of the replicated, encrypted cluster state and exists on managers only.
 */
public final class RootCa {
  /** The root's CN, and one more name that managers' certificates answer to. */
  public static final String COMMON_NAME = "swarm-ca";

  /** 20 years, as Swarm. */
  public static final Duration ROOT_VALIDITY = Duration.ofDays(7_300);

  /** What a node certificate is valid for when the cluster's spec does not say. */
  public static final Duration NODE_VALIDITY_DEFAULT = Duration.ofDays(90);

  /** The shortest validity an operator may ask for; {@link #issue} itself takes any. */
  public static final Duration NODE_VALIDITY_MIN = Duration.ofHours(1);

  /** Certificates start this long ago, so that a host whose clock is late takes them. */
  public static final Duration BACKDATED = Duration.ofHours(1);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final SecureRandom random;

  private RootCa(X509Certificate certificate, PrivateKey key, SecureRandom random) {
    this.certificate = certificate;
    this.key = key;
    this.random = random;
  }

  /** Makes the root of a new cluster. */
  public static RootCa create(SecureRandom random, Instant now) {
    KeyPair pair = Keys.generate(random);
    X509Certificate certificate =
        new CertificateForge(pair.getPrivate(), random)
            .root(pair.getPublic(), now.minus(BACKDATED), now.plus(ROOT_VALIDITY));
    return new RootCa(certificate, pair.getPrivate(), random);
  }

  /**
   * Reads a root from PEM.
   *
   * @param keyPem an ECDSA P-256 key in PKCS#8, unencrypted
   * @throws PkiException with {@link PkiRefusal.UnusableCa} when the two cannot be read, are not a
   *     pair or the certificate is not a CA's
   */
  public static RootCa load(String certificatePem, String keyPem, SecureRandom random)
      throws PkiException {
    TrustedRoots roots = TrustedRoots.fromPem(certificatePem);
    X509Certificate certificate = roots.certificates().getFirst();
    if (roots.certificates().size() != 1) {
      throw unusable("one root certificate is expected, not " + roots.certificates().size());
    }
    PrivateKey key;
    try {
      key = Keys.fromPem(keyPem);
    } catch (IllegalArgumentException e) {
      throw new PkiException(new PkiRefusal.UnusableCa(PkiException.detailOf(e)), e);
    }
    if (!Keys.areAPair(key, certificate.getPublicKey())) {
      throw unusable("its key does not belong to its certificate");
    }
    return new RootCa(certificate, key, random);
  }

  private static PkiException unusable(String detail) {
    return new PkiException(new PkiRefusal.UnusableCa(detail));
  }

  public String certificatePem() {
    return trustedRoots().pem();
  }

  /** The private key as PKCS#8 PEM. A secret. */
  public String keyPem() {
    return Keys.toPem(key);
  }

  /** The digest that the cluster's join tokens carry. */
  public CaDigest digest() {
    return trustedRoots().digest();
  }

  /** What nodes keep of this root: its certificate. */
  public TrustedRoots trustedRoots() {
    return new TrustedRoots(List.of(certificate));
  }

  /**
   * Signs a node certificate for the key of {@code csrPem}. Nothing else of the request is used:
   * the subject it asks for is ignored.
   *
   * @param validity counted from {@code now}; cut off at the root's own end
   * @return the certificate as PEM
   * @throws PkiException with {@link PkiRefusal.BadRequest} when the request does not prove
   *     possession of an ECDSA P-256 key
   */
  public String issue(String csrPem, Subject subject, Duration validity, Instant now)
      throws PkiException {
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a certificate's validity must be positive: " + validity);
    }
    PublicKey nodeKey = CertificateRequest.provenKey(csrPem);
    Instant rootEnd = certificate.getNotAfter().toInstant();
    if (!now.isBefore(rootEnd)) {
      throw unusable("it expired at " + rootEnd + ", rotate it");
    }
    Instant end = now.plus(validity);
    X509Certificate issued =
        new CertificateForge(key, random)
            .node(
                certificate,
                nodeKey,
                subject,
                now.minus(BACKDATED),
                end.isBefore(rootEnd) ? end : rootEnd);
    return Certificates.toPem(List.of(issued));
  }
}
