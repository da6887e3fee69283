package io.jswarm.daemon.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with holes: {@code /services/{id}} takes one segment, {@code /images/{name...}/json} one
 * or more, as many as fit (image names contain slashes).
 */
record PathPattern(List<Segment> segments) {
  sealed interface Segment {}

  record Literal(String text) implements Segment {}

  record One(String name) implements Segment {}

  record Many(String name) implements Segment {}

  static PathPattern parse(String pattern) {
    List<Segment> parsed = new ArrayList<>();
    for (String text : split(pattern)) {
      if (!text.startsWith("{")) {
        parsed.add(new Literal(text));
      } else if (text.endsWith("...}")) {
        parsed.add(new Many(text.substring(1, text.length() - 4)));
      } else {
        parsed.add(new One(text.substring(1, text.length() - 1)));
      }
    }
    return new PathPattern(List.copyOf(parsed));
  }

  /** The decoded segments of a request's path. */
  static List<String> segments(String path) {
    return split(path).stream().map(text -> Query.decode(text.replace("+", "%2B"))).toList();
  }

  private static List<String> split(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return List.of(inner.split("/", -1));
  }

  Optional<Map<String, String>> match(List<String> path) {
    Map<String, String> params = new LinkedHashMap<>();
    return fits(0, path, params) ? Optional.of(params) : Optional.empty();
  }

  private boolean fits(int at, List<String> rest, Map<String, String> params) {
    if (at == segments.size() || rest.isEmpty()) {
      return at == segments.size() && rest.isEmpty();
    }
    String head = rest.getFirst();
    List<String> tail = rest.subList(1, rest.size());
    return switch (segments.get(at)) {
      case Literal(String text) -> text.equals(head) && fits(at + 1, tail, params);
      case One(String name) -> {
        params.put(name, head);
        yield !head.isEmpty() && fits(at + 1, tail, params);
      }
      case Many(String name) -> many(at, name, rest, params);
    };
  }

  private boolean many(int at, String name, List<String> rest, Map<String, String> params) {
    for (int taken = rest.size(); taken > 0; taken--) {
      if (fits(at + 1, rest.subList(taken, rest.size()), params)) {
        params.put(name, String.join("/", rest.subList(0, taken)));
        return true;
      }
    }
    return false;
  }
}
