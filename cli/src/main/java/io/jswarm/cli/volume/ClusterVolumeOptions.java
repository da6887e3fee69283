package io.jswarm.cli.volume;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flags of {@code volume create} that make it a volume of the cluster. */
final class ClusterVolumeOptions {
  private static final String[] NAMES = {
    "type",
    "scope",
    "sharing",
    "group",
    "availability",
    "limit-bytes",
    "required-bytes",
    "secret",
    "topology-required",
    "topology-preferred"
  };

  private ClusterVolumeOptions() {}

  static void addTo(FlagSet flags) {
    flags
        .value("type", "TYPE", "Of a cluster volume: mount, or block (default)")
        .value("scope", "SCOPE", "Nodes that may use it at a time: single (default) or multi")
        .value("sharing", "HOW", "Between tasks: none (default), readonly, onewriter or all")
        .value("group", "GROUP", "Group, for mounts with source=group:GROUP")
        .value("availability", "STATE", "active (default), pause or drain")
        .value("limit-bytes", "SIZE", "At most so large")
        .value("required-bytes", "SIZE", "At least so large")
        .list("secret", "KEY=SECRET", "Secret of the swarm for the plugin")
        .list("topology-required", "KEY=VALUE,...", "A place it must be reached from")
        .list("topology-preferred", "KEY=VALUE,...", "A place it had better be reached from");
  }

  static boolean areGiven(ParsedFlags flags) {
    return flags.anySet(NAMES);
  }

  static JsonObject spec(ParsedFlags flags) {
    JsonObject mode =
        new JsonObject()
            .set("Scope", otherwise(flags.text("scope"), "single"))
            .set("Sharing", otherwise(flags.text("sharing"), "none"));
    switch (otherwise(flags.text("type"), "block")) {
      case "mount" -> mode.set("MountVolume", new JsonObject());
      case "block" -> mode.set("BlockVolume", new JsonObject());
      default -> throw UsageException.badValue("type", flags.text("type"), "mount or block");
    }
    JsonObject spec =
        new JsonObject()
            .setUnlessEmpty("Group", flags.text("group"))
            .set("AccessMode", mode)
            .set("Availability", otherwise(flags.text("availability"), "active"));
    if (flags.anySet("limit-bytes", "required-bytes")) {
      spec.set(
          "CapacityRange",
          new JsonObject()
              .set("RequiredBytes", flags.bytes("required-bytes"))
              .set("LimitBytes", flags.bytes("limit-bytes")));
    }
    spec.setUnlessEmpty("Secrets", secrets(flags));
    if (flags.anySet("topology-required", "topology-preferred")) {
      spec.set(
          "AccessibilityRequirements",
          new JsonObject()
              .setUnlessEmpty("Requisite", topologies(flags, "topology-required"))
              .setUnlessEmpty("Preferred", topologies(flags, "topology-preferred")));
    }
    return spec;
  }

  private static String otherwise(String text, String preset) {
    return text.isEmpty() ? preset : text;
  }

  private static List<JsonObject> secrets(ParsedFlags flags) {
    List<JsonObject> secrets = new ArrayList<>();
    Map<String, String> sorted = new TreeMap<>(KeyValues.map(flags.texts("secret")));
    sorted.forEach(
        (key, secret) -> secrets.add(new JsonObject().set("Key", key).set("Secret", secret)));
    return secrets;
  }

  private static List<JsonObject> topologies(ParsedFlags flags, String name) {
    return flags.texts(name).stream()
        .map(text -> KeyValues.map(List.of(text.split(",", -1))))
        .map(segments -> new JsonObject().set("Segments", JsonObject.ofTexts(segments)))
        .toList();
  }
}
