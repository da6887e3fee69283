package io.jswarm.cli.service;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waits until tasks of services have been moved, saying how far that is. */
final class Moving {
  private static final Duration POLL = Duration.ofMillis(250);

  /** How long managers may be without a leader before waiting fails. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final Invocation call;
  private final long timeoutNanos;
  private final Map<String, Long> told = new LinkedHashMap<>();

  /**
   * @param timeoutNanos 0 waits for ever
   */
  Moving(Invocation call, long timeoutNanos) {
    this.call = call;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * Waits for all of these services.
   *
   * @return whether every task that was to be moved was
   * @throws CommandException after the timeout, naming what still moves
   */
  boolean await(List<String> ids) throws IOException {
    long start = System.nanoTime();
    long lastAnswer = start;
    boolean good = true;
    List<String> left = new ArrayList<>(ids);
    while (!left.isEmpty()) {
      try {
        JsonObject service = read(left.getFirst());
        lastAnswer = System.nanoTime();
        JsonObject status = service.object("RebalanceStatus");
        String name = service.object("Spec").text("Name");
        if (status.text("State").equals("moving")) {
          tell(name, status);
        } else {
          good &= end(name, status);
          left.removeFirst();
          continue;
        }
      } catch (DaemonError e) {
        if (e.isNotFound()) {
          throw new CommandException("service " + left.getFirst() + " was removed meanwhile");
        }
        if (!e.isPassing() || System.nanoTime() - lastAnswer > OUTAGE.toNanos()) {
          throw e;
        }
      }
      if (timeoutNanos > 0 && System.nanoTime() - start >= timeoutNanos) {
        throw new CommandException(
            "tasks still move after %s; that goes on, see 'jswarm service inspect --pretty %s'"
                .formatted(GoDuration.format(timeoutNanos), left.getFirst()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return good;
  }

  private JsonObject read(String id) throws IOException {
    return call.client()
        .object(Request.get("/services/" + Request.segment(id)).query("insertDefaults", "false"));
  }

  private void tell(String name, JsonObject status) {
    long moves = status.number("Moves");
    if (moves > 0 && told.getOrDefault(name, 0L) != moves) {
      told.put(name, moves);
      call.println(name + ": move " + moves + " has begun");
      call.console().out().flush();
    }
  }

  private boolean end(String name, JsonObject status) {
    List<JsonObject> stayed = status.objects("Stayed");
    long moved = Math.max(0, status.number("Moves") - stayed.size());
    boolean stopped = status.text("State").equals("stopped");
    String why = stopped ? ", " + status.text("Message") : "";
    call.println(name + ": " + (moved == 1 ? "1 task" : moved + " tasks") + " moved" + why);
    for (JsonObject one : stayed) {
      call.println(
          "%s.%d stays where it is: %s".formatted(name, one.number("Slot"), one.text("Reason")));
    }
    return !stopped && stayed.isEmpty();
  }
}
