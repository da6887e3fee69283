package io.jswarm.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A fresh node key and the PKCS#10 request to have it certified. The key never leaves the node. */
public final class CertificateRequest {
  /** The CA decides the subject; whatever a request names is ignored. */
  private static final String PLACEHOLDER = "swarm-node";

  private final PrivateKey privateKey;
  private final String pem;

  private CertificateRequest(PrivateKey privateKey, String pem) {
    this.privateKey = privateKey;
    this.pem = pem;
  }

  /** Makes a new ECDSA P-256 key and signs a request with it. */
  public static CertificateRequest create(SecureRandom random) {
    KeyPair pair = Keys.generate(random);
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder(Keys.SIGNATURE)
              .setSecureRandom(random)
              .build(pair.getPrivate());
      PKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, PLACEHOLDER).build(),
                  pair.getPublic())
              .build(signer);
      return new CertificateRequest(
          pair.getPrivate(), Pem.encode(Pem.CERTIFICATE_REQUEST, request.getEncoded()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a fresh key cannot sign its own request", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a fresh request cannot be encoded", e);
    }
  }

  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The request as PEM, to be sent to a manager. */
  public String pem() {
    return pem;
  }

  /**
   * The key a foreign request wants certified, after it proved that it has the private half.
   *
   * @throws PkiException with {@link PkiRefusal.BadRequest}
   */
  static PublicKey provenKey(String csrPem) throws PkiException {
    try {
      JcaPKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequest(Pem.decodeOne(Pem.CERTIFICATE_REQUEST, csrPem));
      PublicKey key = request.getPublicKey();
      if (!Keys.isSupported(key)) {
        throw refused("its key is not an ECDSA key on P-256");
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw refused("it is not signed with the key it wants certified");
      }
      return key;
    } catch (IllegalArgumentException | IOException e) {
      throw new PkiException(new PkiRefusal.BadRequest("it cannot be decoded"), e);
    } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw new PkiException(new PkiRefusal.BadRequest("its key or signature is not usable"), e);
    }
  }

  private static PkiException refused(String detail) {
    return new PkiException(new PkiRefusal.BadRequest(detail));
  }
}
