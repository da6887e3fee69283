package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code net} or {@code name=net,alias=web,driver-opt=key=value}. */
public final class NetworkOption {
  private NetworkOption() {}

  /** The attachment; its target is still the name the user gave. */
  public static JsonObject parse(String text) {
    if (!KeyValues.isLongForm(text)) {
      return new JsonObject().set("Target", text);
    }
    JsonObject attachment = new JsonObject();
    List<String> aliases = new ArrayList<>();
    for (String field : Csv.fields(text)) {
      String key = KeyValues.fieldKey(field).strip().toLowerCase(Locale.ROOT);
      String value = KeyValues.value(field).strip();
      switch (key) {
        case "name" -> attachment.set("Target", value);
        case "alias" -> aliases.add(value);
        case "driver-opt" ->
            attachment.child("DriverOpts").set(KeyValues.fieldKey(value), KeyValues.value(value));
        case "ip", "ip6", "mac-address", "link-local-ip", "gw-priority" ->
            throw new IllegalArgumentException("'" + key + "' does not apply to a service");
        default -> throw new IllegalArgumentException("unknown network field '" + key + "'");
      }
    }
    if (attachment.text("Target").isEmpty()) {
      throw new IllegalArgumentException("name= is missing");
    }
    return attachment.setUnlessEmpty("Aliases", aliases);
  }
}
