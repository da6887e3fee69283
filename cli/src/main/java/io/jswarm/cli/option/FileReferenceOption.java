package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A secret or config as a file in the container: {@code name} or {@code
 * source=name,target=file,uid=0,gid=0,mode=0444}. The id is looked up later.
 */
public final class FileReferenceOption {
  private static final long READ_ALL = 0444;

  private FileReferenceOption() {}

  public static JsonObject secret(String text) {
    return parse(text, "SecretName");
  }

  public static JsonObject config(String text) {
    return parse(text, "ConfigName");
  }

  private static JsonObject parse(String text, String nameField) {
    JsonObject file = new JsonObject().set("Name", "").set("UID", "0").set("GID", "0");
    file.set("Mode", READ_ALL);
    String source = "";
    List<String> fields = Csv.fields(text);
    if (fields.size() == 1 && text.indexOf('=') < 0) {
      source = text;
    } else {
      for (String field : fields) {
        String value = KeyValues.value(field);
        switch (KeyValues.fieldKey(field).toLowerCase(Locale.ROOT)) {
          case "source", "src" -> source = value;
          case "target" -> file.set("Name", value);
          case "uid" -> file.set("UID", value);
          case "gid" -> file.set("GID", value);
          case "mode" -> file.set("Mode", FileMode.parse(value));
          default -> throw new IllegalArgumentException("unknown field '" + field + "'");
        }
      }
    }
    if (source.isEmpty()) {
      throw new IllegalArgumentException("source= is missing");
    }
    if (file.text("Name").isEmpty()) {
      file.set("Name", source);
    }
    return new JsonObject().set("File", file).set(nameField, source);
  }
}
