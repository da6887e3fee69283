package io.jswarm.cli.node;

import io.jswarm.cli.json.JsonObject;

/** What is wrong with a way between two nodes, in words. */
public final class PathWords {
  private PathWords() {}

  /**
   * What fails and where to look.
   *
   * @param port the UDP port of the tunnel; 0 when it is not known
   */
  public static String text(JsonObject path, long port) {
    return switch (path.text("State")) {
      case "ok" -> "";
      case "unreachable" -> "no answer, neither through the tunnel nor beneath it";
      case "tunnel" ->
          "the node answers, but not through the tunnel: is UDP%s blocked?"
              .formatted(port == 0 ? "" : " port " + port);
      case "mtu" -> mtu(path.number("MTU"), path.number("Passing"));
      case String other -> other;
    };
  }

  private static String mtu(long mtu, long passing) {
    return "only small packets get through: containers send up to %d bytes%s"
        .formatted(mtu, passing == 0 ? "" : ", %d get through".formatted(passing));
  }
}
