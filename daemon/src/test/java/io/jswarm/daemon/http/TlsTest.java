package io.jswarm.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.pki.RootCa;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsTest {
  private final Path certificate;
  private final Path key;
  private final HttpServer server;

  TlsTest(@TempDir Path folder) throws IOException {
    RootCa root = RootCa.create(new SecureRandom(), Instant.now());
    certificate = Files.writeString(folder.resolve("cert.pem"), root.certificatePem());
    key = Files.writeString(folder.resolve("key.pem"), root.keyPem());
    TlsFiles files = new TlsFiles(certificate, certificate, key);
    Listen place = Listen.parse("tcp://127.0.0.1:0", new Listen.TcpPolicy.Secure(files.context()));
    Router router = new Router().add("GET", "/hello", _ -> Reply.text(200, "hello"));
    server = HttpServer.start(List.of(place), router, HttpLimits.standard(), "test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String get(SSLContext context) throws IOException {
    InetSocketAddress address = server.tcpAddresses().getFirst();
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      socket.connect(address);
      socket
          .getOutputStream()
          .write(
              "GET /hello HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private SslContextBuilder client() {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(certificate.toFile());
  }

  @Test
  void servesAClientWithACertificateOfItsAuthority() throws IOException {
    var context = (JdkSslContext) client().keyManager(certificate.toFile(), key.toFile()).build();
    assertThat(get(context.context())).startsWith("HTTP/1.1 200 OK").endsWith("hello");
  }

  @Test
  void refusesAClientWithoutACertificate() throws IOException {
    var context = (JdkSslContext) client().build();
    assertThatThrownBy(() -> get(context.context())).isInstanceOf(IOException.class);
  }

  @Test
  void namesTheFilesItCannotUse() {
    TlsFiles wrong = new TlsFiles(certificate, key, certificate);
    assertThatThrownBy(wrong::context)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot use the TLS files " + certificate);
  }
}
