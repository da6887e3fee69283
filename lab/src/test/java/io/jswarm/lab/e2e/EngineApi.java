package io.jswarm.lab.e2e;

import io.jswarm.lab.host.LabHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Docker Engine API of one host, a connection per request: what a polling test needs and no
 * more.
 */
public final class EngineApi {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String VERSION = "/v1.41";
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(2);
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("api-limit").factory());
  private final LabHost host;
  private final Duration limit;

  public EngineApi(LabHost host) {
    this(host, USUAL_LIMIT);
  }

  /** Gives up after the limit: a stopped daemon accepts connections and never answers. */
  public EngineApi(LabHost host, Duration limit) {
    this.host = host;
    this.limit = limit;
  }

  /** Nobody listens: the request was not sent. */
  public static final class NotSent extends IOException {
    private static final long serialVersionUID = 1L;

    NotSent(IOException cause) {
      super(cause.toString(), cause);
    }
  }

  public Answer get(String path) throws IOException {
    return ask("GET", path, "");
  }

  public Answer post(String path, String body) throws IOException {
    return ask("POST", path, body);
  }

  public Answer delete(String path) throws IOException {
    return ask("DELETE", path, "");
  }

  /** The value of a {@code filters} parameter with one key and one value. */
  public static String filter(String key, String value) {
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
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    Future<?> giveUp =
        TIMER.schedule(() -> close(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      connect(channel);
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
    } finally {
      giveUp.cancel(false);
      close(channel);
    }
  }

  private void connect(SocketChannel channel) throws IOException {
    try {
      channel.connect(UnixDomainSocketAddress.of(host.socket()));
    } catch (IOException e) {
      throw new NotSent(e);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
