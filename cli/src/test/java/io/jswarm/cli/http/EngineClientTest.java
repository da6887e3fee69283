package io.jswarm.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.cli.FakeDaemon;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineClientTest {
  private static EngineClient client(FakeDaemon daemon) {
    return new EngineClient(DaemonAddress.parse(daemon.host(), TlsFiles.PLAIN));
  }

  @Test
  void oneConnectionServesCallsThatAreReadToTheirEnd() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("GET /info", 200, "{\"a\":1}");
        EngineClient client = client(daemon)) {
      assertThat(client.object("/info").number("a")).isEqualTo(1);
      assertThat(client.object("/info").number("a")).isEqualTo(1);
      assertThat(daemon.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRefusalSpeaksInTheDaemonsWords() throws IOException {
    try (FakeDaemon daemon =
            new FakeDaemon()
                .on("GET /nodes", 503, "{\"message\":\"This node is not a swarm manager.\"}")
                .on("GET /plain", 500, "page not found\n")
                .on("GET /empty", 500, "");
        EngineClient client = client(daemon)) {
      assertThatThrownBy(() -> client.object("/nodes"))
          .isInstanceOf(DaemonError.class)
          .hasMessage("This node is not a swarm manager.");
      assertThatThrownBy(() -> client.object("/plain")).hasMessage("page not found");
      assertThatThrownBy(() -> client.object("/empty"))
          .hasMessage("the daemon answered 500 to GET /empty");
    }
  }

  @Test
  void anUploadIsSentInChunks() throws IOException {
    String text = "x".repeat(100_000);
    try (FakeDaemon daemon = new FakeDaemon().on("POST /images/load", 200, "{}");
        EngineClient client = client(daemon)) {
      InputStream body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      client.object(Request.post("/images/load").body(body, "application/x-tar"));
      assertThat(daemon.calls().getFirst().body()).isEqualTo(text);
    }
  }

  @Test
  void namesAreEscapedInPathsAndQueries() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("GET /services/a b?c", 200, "{}");
        EngineClient client = client(daemon)) {
      client.object(Request.get("/services/" + Request.segment("a b?c")).query("f", "{\"x\":&}"));
      assertThat(daemon.calls().getFirst().query()).containsEntry("f", "{\"x\":&}");
    }
  }

  @Test
  void noDaemonIsSaidWithWhatToDo() {
    EngineClient client =
        new EngineClient(DaemonAddress.parse("unix:///nowhere/x.sock", TlsFiles.PLAIN));
    assertThatThrownBy(() -> client.object("/info"))
        .hasMessage(
            "cannot reach the daemon at unix:///nowhere/x.sock (there is no such socket):"
                + " start jswarmd, or name another host with -H or JSWARM_HOST");
  }

  @Test
  void chunksAreJoined() throws IOException {
    String chunked = "5\r\nhello\r\n1;ext=1\r\n \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n";
    InputStream in =
        new ChunkedInput(new ByteArrayInputStream(chunked.getBytes(StandardCharsets.UTF_8)));
    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello world");
  }

  @Test
  void aCutAnswerIsNotTakenForAWholeOne() {
    InputStream in =
        new ChunkedInput(new ByteArrayInputStream("5\r\nhel".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(in::readAllBytes).hasMessageContaining("in the middle of an answer");
    InputStream fixed = new FixedInput(new ByteArrayInputStream(new byte[3]), 5);
    assertThatThrownBy(fixed::readAllBytes).hasMessageContaining("in the middle of an answer");
  }

  @ParameterizedTest
  @CsvSource({
    "unix:///run/x.sock, unix:///run/x.sock",
    "tcp://h:1234, tcp://h:1234",
    "h, tcp://h:2375",
    "tcp://[::1]:99, tcp://::1:99",
    ":2377, tcp://127.0.0.1:2377"
  })
  void addressesAreReadAsDockersClientReadsThem(String text, String display) {
    assertThat(DaemonAddress.parse(text, TlsFiles.PLAIN).display()).isEqualTo(display);
  }

  @ParameterizedTest
  @CsvSource({"unix://x", "ssh://u@h", "http://h", "tcp://h:0", "tcp://h:1/x"})
  void otherAddressesAreRefused(String text) {
    assertThatThrownBy(() -> DaemonAddress.parse(text, TlsFiles.PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
