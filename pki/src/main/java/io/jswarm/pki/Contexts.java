package io.jswarm.pki;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Plain JDK contexts around our managers. */
final class Contexts {
  private Contexts() {}

  /**
   * @param keyManager null for a client that shows no certificate
   */
  static SSLContext of(@Nullable KeyManager keyManager, TrustManager trustManager) {
    try {
      SSLContext context = SSLContext.getInstance(PeerTrust.PROTOCOL);
      KeyManager[] keyManagers =
          keyManager == null ? new KeyManager[0] : new KeyManager[] {keyManager};
      context.init(keyManagers, new TrustManager[] {trustManager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS 1.3", e);
    }
  }
}
