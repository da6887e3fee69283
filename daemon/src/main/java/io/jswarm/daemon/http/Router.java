package io.jswarm.daemon.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the handler for a method and path. Of several fitting routes the one added first wins.
 *
 * <p>Not safe for adding while serving: add every route first.
 */
public final class Router {
  private final List<Route> routes = new ArrayList<>();

  private record Route(String method, PathPattern pattern, Handler handler) {}

  /** A route that fits, with the values of the names in its pattern. */
  record Match(Handler handler, Map<String, String> params) {}

  /** Adds a route; see {@link PathPattern} for the pattern's form. Returns this. */
  public Router add(String method, String pattern, Handler handler) {
    routes.add(new Route(method, PathPattern.parse(pattern), handler));
    return this;
  }

  Optional<Match> match(String method, String path) {
    List<String> segments = PathPattern.segments(path);
    for (Route route : routes) {
      if (route.method.equals(method)) {
        Optional<Map<String, String>> params = route.pattern.match(segments);
        if (params.isPresent()) {
          return Optional.of(new Match(route.handler, params.get()));
        }
      }
    }
    return Optional.empty();
  }
}
