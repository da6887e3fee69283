package io.jswarm.lab.load;

import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.HttpConnection;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Removes the services a load has left, by several clients at once. */
final class Removal {
  private static final int CLIENTS = 16;

  /** Until a list of all of them is there. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path socket;
  private final String prefix;
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  Removal(Path socket, String prefix) {
    this.socket = socket;
    this.prefix = prefix;
  }

  /**
   * @throws IOException with the first refusal, when not all could be removed
   */
  void run() throws IOException, InterruptedException {
    Reply services =
        new Engine(socket).ask(Call.get("/services?" + Call.filter("name", prefix)), PATIENCE);
    if (!services.succeeded()) {
      throw new IOException("the services to remove cannot be listed: " + services);
    }
    services.json().forEach(service -> ids.add(service.path("ID").asString("")));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(Thread.ofVirtual().start(this::removeSome));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException(
          failures.size() + " services were not removed, the first: " + failures.peek());
    }
  }

  private void removeSome() {
    String id = null;
    try (var connection = HttpConnection.open(socket)) {
      for (id = ids.poll(); id != null; id = ids.poll()) {
        Reply reply = connection.exchange(Call.delete("/services/" + id));
        if (!reply.succeeded() && reply.status() != 404) {
          failures.add(reply.toString());
        }
      }
    } catch (IOException e) {
      failures.add(id + ": " + e);
    }
  }
}
