package io.jswarm.pki;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks one question about every chain, whichever side shows it, and takes TLS 1.3 only. Host names
 * are not looked at: nodes are known by the subject of their certificate, not by their address.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  static final String PROTOCOL = "TLSv1.3";

  /** Judges a chain of at least one certificate, leaf first. */
  interface Judge {
    Optional<PeerRefusal> refusal(List<X509Certificate> chain);
  }

  private final Judge judge;

  PeerTrust(Judge judge) {
    this.judge = judge;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    Optional<PeerRefusal> refusal = judge.refusal(List.of(chain));
    if (refusal.isPresent()) {
      throw new PeerRefusedException(refusal.get());
    }
  }

  private static void checkProtocol(SSLSession session) throws CertificateException {
    if (!session.getProtocol().equals(PROTOCOL)) {
      throw new PeerRefusedException(new PeerRefusal.OldProtocol(session.getProtocol()));
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkProtocol(engine.getHandshakeSession());
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkProtocol(engine.getHandshakeSession());
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket tls) {
      checkProtocol(tls.getHandshakeSession());
    }
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket tls) {
      checkProtocol(tls.getHandshakeSession());
    }
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  /** Empty: a server then asks for a certificate without naming roots, which may change. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
