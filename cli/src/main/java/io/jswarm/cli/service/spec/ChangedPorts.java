package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.PortOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Published ports: removed by target port, protocol and mode, and by the address when one is named;
 * added unless they are there.
 */
final class ChangedPorts {
  private ChangedPorts() {}

  static void merge(ParsedFlags flags, JsonObject endpoint) {
    List<JsonObject> removed = new ArrayList<>();
    flags.each("publish-rm", PortOption::parse).forEach(removed::addAll);
    List<JsonObject> before = endpoint.objects("Ports");
    List<JsonObject> ports = new ArrayList<>();
    for (JsonObject port : before) {
      if (removed.stream().noneMatch(gone -> sameTarget(port, gone))) {
        ports.add(port);
      }
    }
    List<String> known = before.stream().map(ChangedPorts::text).toList();
    for (List<JsonObject> added : flags.each("publish-add", PortOption::parse)) {
      for (JsonObject port : added) {
        if (!known.contains(text(port))) {
          ports.add(onEveryAddress(port, before));
        }
      }
    }
    ports.sort(Comparator.comparing(ChangedPorts::text));
    endpoint.setOrRemove("Ports", ports);
  }

  /**
   * Says so where it would be taken for a client's that knows no addresses: the daemon gives such a
   * port the address it had.
   */
  private static JsonObject onEveryAddress(JsonObject port, List<JsonObject> before) {
    boolean hadAddress =
        before.stream().anyMatch(old -> old.has("HostIp") && sameTarget(old, port));
    return hadAddress && !port.has("HostIp") ? port.set("HostIp", "") : port;
  }

  private static boolean sameTarget(JsonObject port, JsonObject gone) {
    return port.number("TargetPort") == gone.number("TargetPort")
        && or(port.text("Protocol"), "tcp").equals(gone.text("Protocol"))
        && or(port.text("PublishMode"), "ingress").equals(gone.text("PublishMode"))
        && (!gone.has("HostIp") || gone.text("HostIp").equals(port.text("HostIp")));
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String text(JsonObject port) {
    return port.text("HostIp")
        + ":"
        + port.number("PublishedPort")
        + ":"
        + port.number("TargetPort")
        + "/"
        + port.text("Protocol")
        + "/"
        + port.text("PublishMode");
  }
}
