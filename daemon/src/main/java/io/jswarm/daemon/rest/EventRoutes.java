package io.jswarm.daemon.rest;

import io.jswarm.api.model.Event;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /events}: one JSON object per event, until the client goes or {@code until} is there. */
final class EventRoutes {
  private static final List<String> FILTERS =
      List.of(
          "config",
          "container",
          "daemon",
          "event",
          "image",
          "label",
          "network",
          "node",
          "plugin",
          "scope",
          "secret",
          "service",
          "type",
          "volume");

  /** Filters by what an event happened to, which is also the event's type. */
  private static final List<String> SUBJECTS =
      List.of(
          "config",
          "container",
          "daemon",
          "network",
          "node",
          "plugin",
          "secret",
          "service",
          "volume");

  private static final Duration HOUR = Duration.ofHours(1);

  private final EventHub events;
  private final InstantSource clock;

  EventRoutes(EventHub events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  void addTo(Router router) {
    router.add("GET", "/events", this::stream);
  }

  private record Window(Filters filters, @Nullable Instant since, @Nullable Instant until) {
    boolean takes(Event event) {
      Instant at = Instant.ofEpochSecond(0, event.timeNano());
      return (since == null || !at.isBefore(since))
          && (until == null || !at.isAfter(until))
          && matches(filters, event);
    }
  }

  private Reply stream(Request request) {
    Filters filters = Filters.of(request, FILTERS);
    Optional<Instant> since = Times.of(request, "since");
    Optional<Instant> until = Times.of(request, "until");
    if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
      throw ApiError.badRequest(
          "`since` time ("
              + request.query().get("since")
              + ") cannot be after `until` time ("
              + request.query().get("until")
              + ")");
    }
    Window window = new Window(filters, since.orElse(null), until.orElse(null));
    return new Reply.Stream(200, Reply.JSON, out -> write(out, window));
  }

  private void write(OutputStream out, Window window) throws IOException, InterruptedException {
    try (EventHub.Listener listener = events.listen()) {
      out.flush();
      if (window.since != null || window.until != null) {
        for (Event event : listener.before()) {
          send(out, window, event);
        }
        out.flush();
      }
      while (!listener.lagging()) {
        long waitNanos = remaining(window).toNanos();
        Event event = listener.queue().poll(waitNanos, TimeUnit.NANOSECONDS);
        if (event == null && window.until != null && waitNanos < HOUR.toNanos()) {
          return;
        }
        if (event != null) {
          send(out, window, event);
          out.flush();
        }
      }
      throw new IOException("the listener is more than " + EventHub.LAG_MAX + " events behind");
    }
  }

  private Duration remaining(Window window) {
    if (window.until == null) {
      return HOUR;
    }
    Duration left = Duration.between(clock.instant(), window.until);
    return left.isNegative() ? Duration.ZERO : left.compareTo(HOUR) > 0 ? HOUR : left;
  }

  private static void send(OutputStream out, Window window, Event event) throws IOException {
    if (window.takes(event)) {
      out.write(Answers.line(event));
    }
  }

  private static boolean matches(Filters filters, Event event) {
    Map<String, String> attributes = event.actor().attributes();
    boolean subjects = SUBJECTS.stream().allMatch(type -> isAbout(filters, type, event));
    return subjects
        && filters.exact("type", event.type())
        && filters.exact("scope", event.scope())
        && (filters.exact("event", event.action())
            || filters.exact("event", event.action().split(":", 2)[0]))
        && (!filters.has("image") || filters.exact("image", attributes.getOrDefault("image", "")))
        && filters.labels("label", attributes);
  }

  private static boolean isAbout(Filters filters, String type, Event event) {
    if (!filters.has(type)) {
      return true;
    }
    String name = event.actor().attributes().getOrDefault("name", "");
    return event.type().equals(type)
        && (filters.prefix(type, event.actor().id()) || filters.exact(type, name));
  }
}
