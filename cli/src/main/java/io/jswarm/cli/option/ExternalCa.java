package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.Locale;

/** {@code protocol=cfssl,url=https://...[,cacert=FILE][,key=value...]}. */
public final class ExternalCa {
  private ExternalCa() {}

  public static JsonObject parse(String text) {
    JsonObject ca = new JsonObject();
    JsonObject options = new JsonObject();
    for (String field : Csv.fields(text)) {
      String key = KeyValues.fieldKey(field);
      String value = KeyValues.value(field);
      switch (key.toLowerCase(Locale.ROOT)) {
        case "protocol" -> ca.set("Protocol", protocol(value));
        case "url" -> ca.set("URL", value);
        case "cacert" -> ca.set("CACert", PemFile.read(value));
        default -> options.set(key, value);
      }
    }
    if (!ca.has("Protocol") || !ca.has("URL")) {
      throw new IllegalArgumentException("an external CA needs protocol= and url=");
    }
    return ca.setUnlessEmpty("Options", options);
  }

  private static String protocol(String value) {
    if (!value.equalsIgnoreCase("cfssl")) {
      throw new IllegalArgumentException("external CA protocol '" + value + "' is not cfssl");
    }
    return "cfssl";
  }
}
