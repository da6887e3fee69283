package io.jswarm.lab.e2e;

import io.jswarm.lab.host.LabHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Docker Engine API of one host, a connection per request: what a polling test needs and no
 * more.
 */
final class EngineApi {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String VERSION = "/v1.41";
  private final LabHost host;

  EngineApi(LabHost host) {
    this.host = host;
  }

  Answer get(String path) throws IOException {
    return ask("GET", path, "");
  }

  Answer post(String path, String body) throws IOException {
    return ask("POST", path, body);
  }

  Answer delete(String path) throws IOException {
    return ask("DELETE", path, "");
  }

  /** The value of a {@code filters} parameter with one key and one value. */
  static String filter(String key, String value) {
    return "filters="
        + URLEncoder.encode("{\"%s\":[\"%s\"]}".formatted(key, value), StandardCharsets.UTF_8);
  }

  /** HTTP/1.0: the body ends with the connection, so there are no chunks to decode. */
  private Answer ask(String method, String path, String body) throws IOException {
    byte[] payload = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s%s HTTP/1.0\r\nHost: host\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, VERSION, path, payload.length);
    long began = System.nanoTime();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(host.socket()));
      var request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(payload);
      var waiting = ByteBuffer.wrap(request.toByteArray());
      while (waiting.hasRemaining()) {
        channel.write(waiting);
      }
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      return parse(answer, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static Answer parse(String answer, Duration after) throws IOException {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException(
          "the daemon closed the connection in the middle of an answer: " + answer);
    }
    int status = Integer.parseInt(answer.substring(9, 12));
    String body = answer.substring(end + 4);
    JsonNode json = body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
    return new Answer(status, json, after);
  }
}
