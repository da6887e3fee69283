package io.jswarm.daemon.http;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of {@code --tlscacert --tlscert --tlskey}: a client must show a certificate of that
 * authority, as with {@code dockerd --tlsverify}.
 *
 * @param key PKCS#8, PEM
 */
public record TlsFiles(Path authority, Path certificate, Path key) {
  /**
   * Reads them.
   *
   * @throws IOException with the names of the files when they cannot be read or do not fit
   */
  public SslContext context() throws IOException {
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
          .sslProvider(SslProvider.JDK)
          .trustManager(authority.toFile())
          .clientAuth(ClientAuth.REQUIRE)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(
          "cannot use the TLS files %s, %s and %s: %s"
              .formatted(authority, certificate, key, e.getMessage()),
          e);
    }
  }
}
