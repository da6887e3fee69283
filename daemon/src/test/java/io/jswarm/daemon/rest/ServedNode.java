package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.HttpLimits;
import io.jswarm.daemon.http.HttpServer;
import io.jswarm.daemon.http.Listen;
import io.jswarm.daemon.http.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A fake node behind a real server. */
final class ServedNode implements AutoCloseable {
  final FakeNode node = new FakeNode();
  final Path socket;
  private final HttpServer server;

  ServedNode(Path folder) throws IOException {
    socket = folder.resolve("api.sock");
    server =
        HttpServer.start(
            List.of(new Listen.Unix(socket, "no-such-group")),
            Api.router(node.ports(), Clock.systemUTC()),
            HttpLimits.standard(),
            "jswarm/0.1.0 (linux)");
  }

  Answer get(String path) throws IOException {
    return ask("GET", path, "");
  }

  Answer post(String path, String body) throws IOException {
    return ask("POST", path, body);
  }

  /** One request on a connection of its own; the body is taken as it is. */
  Answer ask(String method, String path, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    try (RawClient client = RawClient.connect(socket)) {
      client.send(
          "%s %s HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, length, body));
      return Answer.parse(client.readAll());
    }
  }

  @Override
  public void close() {
    server.close();
    node.engine.close();
  }
}
