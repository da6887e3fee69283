package io.jswarm.daemon;

import io.jswarm.daemon.http.Listen.TcpPolicy;
import io.jswarm.daemon.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the operator allows on tcp:// addresses of the API. */
final class ApiTls {
  private ApiTls() {}

  static TcpPolicy policy(DaemonOptions options) throws IOException {
    if (!options.tlsVerify()) {
      return options.insecureTcp() ? new TcpPolicy.InsecureToo() : new TcpPolicy.Refused();
    }
    return new TcpPolicy.Secure(
        new TlsFiles(file(options.tlsCaCert()), file(options.tlsCert()), file(options.tlsKey()))
            .context());
  }

  private static Path file(@Nullable Path path) throws IOException {
    if (path == null) {
      throw new IOException("--tlsverify needs --tlscacert, --tlscert and --tlskey");
    }
    return path;
  }
}
