package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code 8080:80/tcp}, ranges of them, {@code 10.0.0.5:8080:80}, or {@code
 * published=8080,target=80,mode=host,host_ip=10.0.0.5}.
 */
public final class PortOption {
  private static final int MAX_PORT = 65535;

  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private PortOption() {}

  /** The ports an option's value describes: several for a range. */
  public static List<JsonObject> parse(String text) {
    return KeyValues.isLongForm(text) ? List.of(longForm(text)) : shortForm(text);
  }

  private static JsonObject longForm(String text) {
    String protocol = "tcp";
    String mode = "ingress";
    int target = 0;
    int published = 0;
    String hostIp = "";
    for (String field : Csv.fields(text.toLowerCase(Locale.ROOT))) {
      String value = KeyValues.value(field);
      switch (KeyValues.fieldKey(field)) {
        case "protocol" -> protocol = protocol(value);
        case "mode" -> mode = mode(value);
        case "target" -> target = port(value);
        case "published" -> published = port(value);
        case "host_ip", "host-ip" -> hostIp = IpAddress.parse(value);
        default -> throw new IllegalArgumentException("unknown port field '" + field + "'");
      }
    }
    if (target == 0) {
      throw new IllegalArgumentException("a port needs target=");
    }
    return config(protocol, target, published, mode).setUnlessEmpty("HostIp", hostIp);
  }

  private static List<JsonObject> shortForm(String text) {
    int slash = text.lastIndexOf('/');
    String protocol = slash < 0 ? "tcp" : protocol(text.substring(slash + 1));
    String ports = slash < 0 ? text : text.substring(0, slash);
    int colon = ports.lastIndexOf(':');
    String outside = colon < 0 ? "" : ports.substring(0, colon);
    int beforePort = outside.lastIndexOf(':');
    String publishedText = outside.substring(beforePort + 1);
    Range target = range(ports.substring(colon + 1));
    Range published = publishedText.isEmpty() ? new Range(0, 0) : range(publishedText);
    if (!publishedText.isEmpty() && target.size() != 1 && target.size() != published.size()) {
      throw new IllegalArgumentException("the two port ranges differ in length");
    }
    List<JsonObject> configs = configs(protocol, target, published);
    if (beforePort >= 0) {
      String hostIp = hostIp(outside.substring(0, beforePort));
      configs.forEach(config -> config.set("HostIp", hostIp));
    }
    return configs;
  }

  /** Of {@code 10.0.0.5} or {@code [fd00::5]}. */
  private static String hostIp(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    if (!bracketed && text.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "put the address in brackets: [" + text + "]:PUBLISHED:TARGET");
    }
    return IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
  }

  private static List<JsonObject> configs(String protocol, Range target, Range published) {
    List<JsonObject> configs = new ArrayList<>();
    int count = Math.max(target.size(), published.size());
    for (int i = 0; i < count; i++) {
      int inside = target.size() == 1 ? target.first() : target.first() + i;
      int outside = published.first() == 0 ? 0 : published.first() + i;
      configs.add(config(protocol, inside, outside, "ingress"));
    }
    return configs;
  }

  private static JsonObject config(String protocol, int target, int published, String mode) {
    return new JsonObject()
        .set("Protocol", protocol)
        .set("TargetPort", (long) target)
        .setUnlessZero("PublishedPort", published)
        .set("PublishMode", mode);
  }

  private static Range range(String text) {
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    if (last < first || first == 0) {
      throw new IllegalArgumentException("'" + text + "' is not a range of ports");
    }
    return new Range(first, last);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException _) {
      throw badPort(text);
    }
    throw badPort(text);
  }

  private static IllegalArgumentException badPort(String text) {
    return new IllegalArgumentException("'" + text + "' is not a port between 1 and " + MAX_PORT);
  }

  private static String protocol(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tcp", "udp", "sctp" -> text.toLowerCase(Locale.ROOT);
      default ->
          throw new IllegalArgumentException("protocol '" + text + "' is not tcp, udp or sctp");
    };
  }

  private static String mode(String text) {
    return switch (text) {
      case "ingress", "host" -> text;
      default -> throw new IllegalArgumentException("mode '" + text + "' is not ingress or host");
    };
  }
}
