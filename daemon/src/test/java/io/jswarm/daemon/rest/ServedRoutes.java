package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.HttpLimits;
import io.jswarm.daemon.http.HttpServer;
import io.jswarm.daemon.http.Listen;
import io.jswarm.daemon.http.RawClient;
import io.jswarm.daemon.http.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Some routes on a socket of their own, asked byte for byte. */
final class ServedRoutes implements AutoCloseable {
  private final Path socket;
  private final HttpServer server;

  ServedRoutes(Path folder, Consumer<Router> routes) throws IOException {
    socket = folder.resolve("api.sock");
    Router router = new Router();
    routes.accept(router);
    server =
        HttpServer.start(
            List.of(new Listen.Unix(socket, "no-such-group")),
            router,
            HttpLimits.standard(),
            "test");
  }

  /** Sends in one piece: a server that refuses may hang up before the second. */
  Answer ask(String request) throws IOException {
    try (RawClient client = RawClient.connect(socket)) {
      return Answer.parse(client.send(request).readAll());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
