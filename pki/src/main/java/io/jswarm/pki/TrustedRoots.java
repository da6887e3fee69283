package io.jswarm.pki;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The root certificates a node trusts: one, or the old and the new one while the root is rotated.
 */
public record TrustedRoots(List<X509Certificate> certificates) {

  public TrustedRoots {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("at least one trusted root is needed");
    }
  }

  /**
   * Reads one or more root certificates.
   *
   * @throws PkiException when the text holds none, or one that is not a CA certificate
   */
  public static TrustedRoots fromPem(String pem) throws PkiException {
    try {
      TrustedRoots roots = new TrustedRoots(Certificates.fromPem(pem));
      for (X509Certificate root : roots.certificates) {
        if (root.getBasicConstraints() < 0) {
          throw new PkiException(
              new PkiRefusal.UnusableCa(
                  "'" + root.getSubjectX500Principal() + "' is not a CA certificate"));
        }
      }
      return roots;
    } catch (IllegalArgumentException e) {
      throw new PkiException(new PkiRefusal.UnusableCa(PkiException.detailOf(e)), e);
    }
  }

  /** The certificates as PEM, in the form the digest is made of. */
  public String pem() {
    return Certificates.toPem(certificates);
  }

  /** The digest that join tokens of this cluster carry. */
  public CaDigest digest() {
    return CaDigest.ofPem(pem());
  }

  /** DER of the first root's subject, as {@code TLSInfo.CertIssuerSubject} of the Docker API. */
  public byte[] issuerSubject() {
    return certificates.getFirst().getSubjectX500Principal().getEncoded();
  }

  /** DER of the first root's public key, as {@code TLSInfo.CertIssuerPublicKey}. */
  public byte[] issuerPublicKey() {
    return certificates.getFirst().getPublicKey().getEncoded();
  }
}
