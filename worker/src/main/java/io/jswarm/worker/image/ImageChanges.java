package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Dockerfile instructions that {@code docker import --change} takes, applied to an image's
 * settings.
 */
final class ImageChanges {
  private ImageChanges() {}

  /**
   * Applies the instructions in order.
   *
   * @throws ImageException.Invalid for an unknown or malformed one
   */
  static ObjectNode apply(List<String> changes) {
    ObjectNode settings = Json.mapper().createObjectNode();
    for (String change : changes) {
      apply(change.strip(), settings);
    }
    return settings;
  }

  private static void apply(String change, ObjectNode settings) {
    int blank = change.indexOf(' ');
    String rest = blank < 0 ? "" : change.substring(blank + 1).strip();
    if (rest.isEmpty()) {
      throw new ImageException.Invalid("the change '" + change + "' lacks its argument");
    }
    String instruction = change.substring(0, blank).toUpperCase(Locale.ROOT);
    switch (instruction) {
      case "CMD" -> settings.set("Cmd", command(rest));
      case "ENTRYPOINT" -> settings.set("Entrypoint", command(rest));
      case "ENV" -> env(rest, settings.withArray("Env"));
      case "LABEL" ->
          pairs(rest).forEach(pair -> settings.withObject("Labels").put(pair.key(), pair.value()));
      case "WORKDIR" -> settings.put("WorkingDir", rest);
      case "USER" -> settings.put("User", rest);
      case "STOPSIGNAL" -> settings.put("StopSignal", rest);
      case "EXPOSE" ->
          words(rest)
              .forEach(port ->
                  settings
                      .withObject("ExposedPorts")
                      .putObject(port.indexOf('/') < 0 ? port + "/tcp" : port));
      case "VOLUME" -> list(rest).forEach(path -> settings.withObject("Volumes").putObject(path));
      case "HEALTHCHECK" -> settings.set("Healthcheck", HealthChange.parse(rest));
      case "ONBUILD" ->
          throw new ImageException.Invalid(instruction + " is not taken as a change here");
      default ->
          throw new ImageException.Invalid(
              instruction
                  + " is not a valid change: use CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL,"
                  + " STOPSIGNAL, USER, VOLUME or WORKDIR");
    }
  }

  /** A JSON array is a command line; anything else is for the shell. */
  private static ArrayNode command(String text) {
    if (text.startsWith("[")) {
      return json(text);
    }
    return Json.mapper().createArrayNode().add("/bin/sh").add("-c").add(text);
  }

  private static List<String> list(String text) {
    if (!text.startsWith("[")) {
      return words(text);
    }
    List<String> all = new ArrayList<>();
    json(text).forEach(each -> all.add(each.asString("")));
    return all;
  }

  static ArrayNode json(String text) {
    try {
      JsonNode node = Json.mapper().readTree(text);
      if (node instanceof ArrayNode array) {
        return array;
      }
    } catch (JacksonException malformed) {
      throw new ImageException.Invalid("'" + text + "' is no JSON array of texts", malformed);
    }
    throw new ImageException.Invalid("'" + text + "' is no JSON array of texts");
  }

  private static void env(String text, ArrayNode env) {
    int blank = text.indexOf(' ');
    int equals = text.indexOf('=');
    if (blank > 0 && (equals < 0 || blank < equals)) {
      env.add(text.substring(0, blank) + "=" + text.substring(blank + 1).strip());
      return;
    }
    pairs(text).forEach(pair -> env.add(pair.key() + "=" + pair.value()));
  }

  private record Pair(String key, String value) {}

  private static List<Pair> pairs(String text) {
    return words(text).stream()
        .map(word -> {
          int equals = word.indexOf('=');
          if (equals <= 0) {
            throw new ImageException.Invalid("'" + word + "' must be of the form: name=value");
          }
          return new Pair(word.substring(0, equals), word.substring(equals + 1));
        })
        .toList();
  }

  /**
   * Words as a Dockerfile has them: quotes hold blanks together, a backslash takes what follows as
   * it is.
   */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
