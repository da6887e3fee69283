package io.jswarm.raftstore.ratis;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;

/**
 * One member's identity and whom it trusts. Both objects are asked at every handshake: give ones
 * that follow the current certificate.
 */
public record PeerTls(X509ExtendedKeyManager keyManager, X509ExtendedTrustManager trustManager) {

  /** The JDK's switch for TLS session tickets; must be 0, see {@link #requireNoTickets}. */
  public static final String TICKET_PROPERTY = "jdk.tls.server.newSessionTicketCount";

  /**
   * A resumed session is never shown to the trust manager: a member whose CA was dropped would stay
   * in. The JDK reads the switch once, so it must be set before TLS is first used.
   */
  static void requireNoTickets() {
    if (!"0".equals(System.getProperty(TICKET_PROPERTY))) {
      throw new IllegalStateException(
          "TLS session tickets must be off: start the JVM with -D" + TICKET_PROPERTY + "=0");
    }
  }

  GrpcTlsConfig toRatis() {
    GrpcTlsConfig.Builder builder = GrpcTlsConfig.newBuilder();
    builder.setKeyManager(keyManager);
    builder.setTrustManager(trustManager);
    builder.setMutualTls(true);
    builder.setSslProvider(SslProvider.JDK);
    builder.setProtocols("TLSv1.3");
    return builder.build();
  }
}
