package io.jswarm.daemon;

import io.jswarm.daemon.http.Listen.TcpPolicy;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the operator allows on tcp:// addresses of the API. */
final class ApiTls {
  private ApiTls() {}

  static TcpPolicy policy(DaemonOptions options) throws IOException {
    if (!options.tlsVerify()) {
      return options.insecureTcp() ? new TcpPolicy.InsecureToo() : new TcpPolicy.Refused();
    }
    try {
      return new TcpPolicy.Secure(
          SslContextBuilder.forServer(
                  file(options.tlsCert()).toFile(), file(options.tlsKey()).toFile())
              .trustManager(file(options.tlsCaCert()).toFile())
              .clientAuth(ClientAuth.REQUIRE)
              .sslProvider(SslProvider.JDK)
              .build());
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException("the API's TLS files cannot be used: " + e.getMessage(), e);
    }
  }

  private static Path file(@Nullable Path path) throws IOException {
    if (path == null) {
      throw new IOException("--tlsverify needs --tlscacert, --tlscert and --tlskey");
    }
    return path;
  }
}
