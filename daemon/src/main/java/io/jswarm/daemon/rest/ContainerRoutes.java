package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogAttributes;
import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code /containers}: the containers of this node's tasks. */
final class ContainerRoutes {
  private static final Duration GRACE_MAX = Duration.ofMinutes(10);

  private final Engine engine;
  private final InstantSource clock;

  ContainerRoutes(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("GET", "/containers/json", this::list)
        .add("GET", "/containers/{id}/json", this::inspect)
        .add("GET", "/containers/{id}/logs", this::logs)
        .add("POST", "/containers/{id}/kill", this::kill)
        .add("POST", "/containers/{id}/stop", this::stop)
        .add("DELETE", "/containers/{id}", this::remove);
  }

  private Reply list(Request request) {
    Filters filters = Filters.of(request, ContainerFilters.KEYS);
    int limit = limit(request);
    boolean all = request.query().flag("all") || limit > 0 || filters.has("status");
    List<LocalContainer> containers = new ArrayList<>(engine.list());
    containers.sort((a, b) -> b.created().compareTo(a.created()));
    List<Object> shown = new ArrayList<>();
    for (LocalContainer container : containers) {
      boolean visible = all || container.state() instanceof LocalContainer.Running;
      if (visible && ContainerFilters.matches(filters, container)) {
        shown.add(ContainerJson.summary(container, clock.instant()));
      }
    }
    return Answers.ok(limit > 0 && limit < shown.size() ? shown.subList(0, limit) : shown);
  }

  private static int limit(Request request) {
    String text = request.query().get("limit");
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("invalid limit \"" + text + "\": a number of containers");
    }
  }

  private LocalContainer find(Request request) {
    return find(engine.list(), request.param("id"));
  }

  /** By whole id, by name with or without its slash, or by the beginning of an id. */
  static LocalContainer find(List<LocalContainer> containers, String reference) {
    String name = reference.startsWith("/") ? reference.substring(1) : reference;
    for (LocalContainer container : containers) {
      if (container.id().equals(reference) || container.plan().name().equals(name)) {
        return container;
      }
    }
    List<LocalContainer> matches =
        containers.stream().filter(c -> c.id().startsWith(reference)).toList();
    if (matches.isEmpty() || reference.isEmpty()) {
      throw ApiError.notFound("No such container: " + reference);
    }
    if (matches.size() > 1) {
      throw ApiError.badRequest("Multiple IDs found with provided prefix: " + reference);
    }
    return matches.getFirst();
  }

  private Reply inspect(Request request) {
    return Answers.ok(ContainerJson.inspect(find(request)));
  }

  private Reply logs(Request request) {
    LogQuery query = LogQuery.of(request);
    LocalContainer container = find(request);
    boolean framed = !container.process().tty();
    return new Reply.Stream(
        200,
        LogQuery.contentType(request, framed),
        out -> {
          LogFrames frames = new LogFrames(out, framed, query.timestamps());
          frames.flush();
          write(container, query, frames);
        });
  }

  private void write(LocalContainer container, LogQuery query, LogFrames frames)
      throws IOException, InterruptedException {
    String details = query.details() ? LogFrames.details(LogAttributes.of(container)) : "";
    boolean follow = query.options().follow();
    try {
      engine.logs(
          container.id(),
          query.local(),
          entry -> {
            line(frames, entry, details, follow);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void line(LogFrames frames, LogEntry entry, String details, boolean follow) {
    try {
      boolean stderr = entry.stream() == LogEntry.Stream.STDERR;
      frames.line(stderr, entry.at(), details, entry.data().toArray());
      if (follow) {
        frames.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply kill(Request request) {
    LocalContainer container = find(request);
    int signal = signal(request.query().get("signal"));
    if (!(container.state() instanceof LocalContainer.Running)) {
      throw ApiError.conflict(
          "Cannot kill container: %s: Container %s is not running"
              .formatted(request.param("id"), container.id()));
    }
    engine.signal(container.id(), signal);
    return Reply.empty(204);
  }

  private static int signal(String text) {
    if (text.isEmpty()) {
      return Signals.SIGKILL;
    }
    OptionalInt signal = Signals.parse(text);
    if (signal.isEmpty()) {
      throw ApiError.badRequest("Invalid signal: " + text);
    }
    return signal.getAsInt();
  }

  private Reply stop(Request request) throws InterruptedException {
    LocalContainer container = find(request);
    if (!(container.state() instanceof LocalContainer.Running)) {
      return Reply.empty(304);
    }
    engine.stop(container.id(), grace(request, container));
    return Reply.empty(204);
  }

  private static Duration grace(Request request, LocalContainer container) {
    String text = request.query().get("t");
    if (text.isEmpty()) {
      return container.plan().container().stopGrace();
    }
    try {
      long seconds = Long.parseLong(text);
      Duration grace = Duration.ofSeconds(Math.min(seconds, GRACE_MAX.toSeconds()));
      return seconds < 0 ? GRACE_MAX : grace;
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("invalid t \"" + text + "\": a number of seconds");
    }
  }

  private Reply remove(Request request) {
    LocalContainer container = find(request);
    boolean running = container.state() instanceof LocalContainer.Running;
    if (running && !request.query().flag("force")) {
      throw ApiError.conflict(
          "You cannot remove a running container "
              + container.id()
              + ". Stop the container before attempting removal or force remove");
    }
    try {
      engine.remove(container.id());
    } catch (EngineException.NoSuchContainer e) {
      throw ApiError.notFound(String.valueOf(e.getMessage()));
    }
    return Reply.empty(204);
  }
}
