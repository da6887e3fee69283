package io.jswarm.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates from and to PEM. */
final class Certificates {
  /** A chain or root bundle: leaf, intermediate, old and new root, and room to spare. */
  static final int COUNT_MAX = 8;

  private Certificates() {}

  /**
   * Reads 1 to {@value #COUNT_MAX} certificates.
   *
   * @throws IllegalArgumentException when there are none, too many, or one cannot be read
   */
  static List<X509Certificate> fromPem(String pem) {
    List<byte[]> blocks = Pem.decodeAll(Pem.CERTIFICATE, pem);
    if (blocks.size() > COUNT_MAX) {
      throw new IllegalArgumentException("there are more than " + COUNT_MAX + " certificates");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : blocks) {
      certificates.add(fromDer(der));
    }
    return List.copyOf(certificates);
  }

  private static X509Certificate fromDer(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      if (factory.generateCertificate(new ByteArrayInputStream(der))
          instanceof X509Certificate certificate) {
        return certificate;
      }
      throw new IllegalArgumentException("a certificate is not an X.509 certificate");
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate cannot be decoded", e);
    }
  }

  static String toPem(List<X509Certificate> certificates) {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      pem.append(Pem.encode(Pem.CERTIFICATE, der(certificate)));
    }
    return pem.toString();
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate cannot be encoded", e);
    }
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
