package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Small options of a container. */
public final class ContainerOptions {
  private static final String ALL = "ALL";
  private static final String RESET = "RESET";

  private ContainerOptions() {}

  /** {@code nofile=1024:2048}. */
  public static JsonObject ulimit(String text) {
    String name = KeyValues.key(text);
    String[] limits = KeyValues.value(text).split(":", -1);
    if (name.isEmpty() || limits.length > 2) {
      throw new IllegalArgumentException("a ulimit is NAME=SOFT or NAME=SOFT:HARD");
    }
    long soft = Amounts.integer(limits[0]);
    long hard = limits.length == 2 ? Amounts.integer(limits[1]) : soft;
    if (hard != -1 && (soft > hard || soft == -1)) {
      throw new IllegalArgumentException("the soft limit is above the hard limit");
    }
    return new JsonObject().set("Name", name).set("Hard", hard).set("Soft", soft);
  }

  /** {@code kind=n}. */
  public static JsonObject genericResource(String text) {
    try {
      return new JsonObject()
          .set(
              "DiscreteResourceSpec",
              new JsonObject()
                  .set("Kind", KeyValues.fieldKey(text))
                  .set("Value", Amounts.count(KeyValues.value(text))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a generic resource is KIND=NUMBER", e);
    }
  }

  /** {@code spread=node.labels.zone}. */
  public static JsonObject preference(String text) {
    if (!KeyValues.key(text).equals("spread") || text.indexOf('=') < 0) {
      throw new IllegalArgumentException(
          "a placement preference is spread=LABEL, such as spread=node.labels.zone");
    }
    return new JsonObject()
        .set("Spread", new JsonObject().set("SpreadDescriptor", KeyValues.value(text)));
  }

  /** {@code host:ip} as {@code ip host}. */
  public static String extraHost(String text) {
    int split = text.indexOf(':');
    int equals = text.indexOf('=');
    int at = equals > 0 && (split < 0 || equals < split) ? equals : split;
    if (at <= 0 || at == text.length() - 1) {
      throw new IllegalArgumentException("a host entry is HOST:IP");
    }
    String ip = text.substring(at + 1);
    boolean bracketed = ip.startsWith("[") && ip.endsWith("]");
    return (bracketed ? ip.substring(1, ip.length() - 1) : ip) + " " + text.substring(0, at);
  }

  /** {@code config://}, {@code file://} or {@code registry://}; "" removes. */
  public static JsonObject credentialSpec(String text) {
    JsonObject spec = new JsonObject();
    if (text.isEmpty()) {
      return spec;
    }
    for (String kind : List.of("config", "file", "registry")) {
      String scheme = kind + "://";
      if (text.startsWith(scheme)) {
        String field = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        return spec.set(field, text.substring(scheme.length()));
      }
    }
    throw new IllegalArgumentException(
        "a credential spec begins with config://, file:// or registry://");
  }

  /** Capabilities in the kernel's spelling, sorted; ALL and RESET stay. */
  public static NavigableSet<String> capabilities(Collection<String> names) {
    NavigableSet<String> capabilities = new TreeSet<>();
    for (String name : names) {
      String upper = name.strip().toUpperCase(Locale.ROOT);
      boolean whole = upper.equals(ALL) || upper.equals(RESET) || upper.startsWith("CAP_");
      capabilities.add(whole ? upper : "CAP_" + upper);
    }
    return capabilities;
  }

  /** ALL alone when it is among them; RESET takes no effect here. */
  public static List<String> effective(NavigableSet<String> capabilities) {
    if (capabilities.contains(ALL)) {
      return List.of(ALL);
    }
    NavigableSet<String> kept = new TreeSet<>(capabilities);
    kept.remove(RESET);
    return List.copyOf(kept);
  }

  /** Takes RESET out; true when it was there. */
  public static boolean takeReset(NavigableSet<String> capabilities) {
    return capabilities.remove(RESET);
  }
}
