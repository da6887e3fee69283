package io.jswarm.lab.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The API of one daemon, a connection for every call: what a client does that has just been
 * started. A call that takes longer than its limit ends as an {@link IOException}.
 */
public record Engine(Path socket) {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
  private static final ScheduledExecutorService HANG_UP =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hang-up").factory());

  public Reply ask(Call call) throws IOException {
    return ask(call, USUAL_LIMIT);
  }

  public Reply ask(Call call, Duration limit) throws IOException {
    try (var connection = HttpConnection.open(socket)) {
      ScheduledFuture<?> hangUp =
          HANG_UP.schedule(() -> close(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return connection.exchange(call);
      } catch (IOException e) {
        throw hangUp.isDone() ? new IOException("no answer within " + limit, e) : e;
      } finally {
        hangUp.cancel(false);
      }
    }
  }

  private static void close(HttpConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
