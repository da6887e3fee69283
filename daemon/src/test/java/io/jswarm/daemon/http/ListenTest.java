package io.jswarm.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenTest {
  @TempDir Path folder;

  private HttpServer start() throws IOException {
    Router router = new Router().add("GET", "/", _ -> Reply.empty(200));
    return HttpServer.start(
        List.of(new Listen.Unix(folder.resolve("sub/api.sock"), Listen.SOCKET_GROUP)),
        router,
        HttpLimits.standard(),
        "test");
  }

  @Test
  void letsOnlyOwnerAndGroupIn() throws IOException {
    try (HttpServer _ = start()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("sub/api.sock"))))
          .isEqualTo("rw-rw----");
    }
    assertThat(folder.resolve("sub/api.sock")).doesNotExist();
  }

  @Test
  void replacesASocketNobodyListensOn() throws IOException {
    Path path = folder.resolve("sub/api.sock");
    Files.createDirectories(path.getParent());
    ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    stale.bind(UnixDomainSocketAddress.of(path));
    stale.close();
    assertThat(path).exists();
    try (HttpServer _ = start();
        RawClient client = RawClient.connect(path)) {
      assertThat(client.get("/").readResponse()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void refusesToTakeALiveSocketOver() throws IOException {
    try (HttpServer _ = start()) {
      assertThatThrownBy(this::start)
          .hasMessage("another jswarmd is listening on " + folder.resolve("sub/api.sock"));
      assertThat(folder.resolve("sub/api.sock")).exists();
    }
  }

  @Test
  void refusesToDeleteAFile() throws IOException {
    Path path = folder.resolve("sub/api.sock");
    Files.createDirectories(path.getParent());
    Files.writeString(path, "precious");
    assertThatThrownBy(this::start).hasMessageContaining("exists and is not a socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void listensOnPlainTcpOnlyWhenToldSo() throws IOException {
    assertThatThrownBy(() -> Listen.parse("tcp://127.0.0.1:0", new Listen.TcpPolicy.Refused()))
        .hasMessageContaining("refusing to listen on tcp://127.0.0.1:0 without TLS");
    Listen open = Listen.parse("tcp://127.0.0.1:0", new Listen.TcpPolicy.InsecureToo());
    try (HttpServer server =
        HttpServer.start(List.of(open), new Router(), HttpLimits.standard(), "test")) {
      assertThat(server.tcpAddresses().getFirst().getPort()).isPositive();
    }
  }

  @Test
  void saysWhatFormAnAddressHas() {
    var tcp = new Listen.TcpPolicy.InsecureToo();
    assertThat(Listen.parse("unix:///run/x.sock", tcp))
        .isEqualTo(new Listen.Unix(Path.of("/run/x.sock"), "jswarm"));
    assertThatThrownBy(() -> Listen.parse("fd://3", tcp))
        .hasMessageContaining("use unix:///path or tcp://address:port");
    assertThatThrownBy(() -> Listen.parse("tcp://127.0.0.1:x", tcp))
        .hasMessageContaining("the form is tcp://address:port");
  }
}
