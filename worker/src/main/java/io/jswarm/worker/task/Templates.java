package io.jswarm.worker.task;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills in {@code {{.Task.Slot}}} and its like in a service's env, host name and mounts, and in the
 * payloads of its secrets and configs, with the fields Swarm offers: {@code .Service.ID
 * .Service.Name .Service.Labels .Node.ID .Node.Hostname .Node.Platform.OS
 * .Node.Platform.Architecture .Task.ID .Task.Name .Task.Slot}, a label by {@code
 * .Service.Labels.key} or {@code index .Service.Labels "key"}, and with the functions it was given,
 * as {@code env "NAME"}. The other parts of Go's template language are refused with a sentence.
 */
public final class Templates {
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{(-?\\s*)(.*?)(\\s*-?)}}", Pattern.DOTALL);
  private static final Pattern INDEX =
      Pattern.compile("index\\s+\\.Service\\.Labels\\s+[\"`]([^\"`]*)[\"`]");
  private static final Pattern CALL =
      Pattern.compile("([a-z]+)\\s+(?:\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"|`([^`]*)`)");
  private static final String LABELS = ".Service.Labels";

  /** What may come of one text: a payload that names another one often must not fill the memory. */
  static final int CHARACTERS_MAX = 4 << 20;

  private final SortedMap<String, String> fields;
  private final SortedMap<String, String> serviceLabels;
  private final SortedMap<String, UnaryOperator<String>> functions;

  private Templates(
      Map<String, String> fields,
      Map<String, String> serviceLabels,
      Map<String, UnaryOperator<String>> functions) {
    this.fields = new TreeMap<>(fields);
    this.serviceLabels = new TreeMap<>(serviceLabels);
    this.functions = new TreeMap<>(functions);
  }

  /** The values by their paths, such as {@code .Task.ID}. */
  static Templates of(Map<String, String> fields, Map<String, String> serviceLabels) {
    return new Templates(fields, serviceLabels, Map.of());
  }

  /** The same values, and functions of one text by name. */
  Templates with(Map<String, UnaryOperator<String>> more) {
    return new Templates(fields, serviceLabels, more);
  }

  /**
   * The text with every action replaced by its value.
   *
   * @throws TemplateException when an action names something that is not offered
   */
  public String expand(String text) {
    if (!text.contains("{{")) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    Matcher action = ACTION.matcher(text);
    int copied = 0;
    boolean trimNext = false;
    while (action.find()) {
      out.append(literal(text, copied, action.start(), trimNext, action.group(1).startsWith("-")));
      out.append(value(action.group(2).strip()));
      if (out.length() > CHARACTERS_MAX) {
        throw new TemplateException(
            "template: expansion: the result is longer than " + CHARACTERS_MAX + " characters");
      }
      trimNext = action.group(3).endsWith("-");
      copied = action.end();
    }
    String rest = literal(text, copied, text.length(), trimNext, false);
    if (rest.contains("{{")) {
      throw new TemplateException("template: expansion: unclosed action in " + quoted(text));
    }
    return out.append(rest).toString();
  }

  /** Every text of the list, expanded. */
  public List<String> expand(List<String> texts) {
    return texts.stream().map(this::expand).toList();
  }

  private static String literal(String text, int from, int to, boolean trimStart, boolean trimEnd) {
    String part = text.substring(from, to);
    String started = trimStart ? part.stripLeading() : part;
    return trimEnd ? started.stripTrailing() : started;
  }

  private String value(String expression) {
    String field = fields.get(expression);
    if (field != null) {
      return field;
    }
    if (expression.startsWith("/*") && expression.endsWith("*/")) {
      return "";
    }
    if (expression.equals(LABELS)) {
      StringBuilder all = new StringBuilder("map[");
      serviceLabels.forEach((key, label) -> all.append(key).append(':').append(label).append(' '));
      return all.toString().stripTrailing() + "]";
    }
    Matcher index = INDEX.matcher(expression);
    if (index.matches()) {
      // Go's index gives the zero value for a key that is not there.
      return serviceLabels.getOrDefault(index.group(1), "");
    }
    if (expression.startsWith(LABELS + ".")) {
      return label(expression.substring(LABELS.length() + 1));
    }
    Matcher call = CALL.matcher(expression);
    UnaryOperator<String> function = call.matches() ? functions.get(call.group(1)) : null;
    if (function != null) {
      String raw = call.group(3);
      return function.apply(
          raw == null ? call.group(2).replace("\\\"", "\"").replace("\\\\", "\\") : raw);
    }
    if (expression.length() > 1 && expression.matches("\"[^\"]*\"|`[^`]*`")) {
      return expression.substring(1, expression.length() - 1);
    }
    throw new TemplateException(
        "template: expansion: cannot evaluate "
            + quoted(expression)
            + "; known are "
            + String.join(" ", fields.keySet())
            + " "
            + LABELS
            + functions.keySet().stream()
                .map(each -> " " + each + " \"...\"")
                .collect(Collectors.joining()));
  }

  private String label(String key) {
    String value = serviceLabels.get(key);
    if (value == null) {
      throw new TemplateException(
          "template: expansion: map has no entry for key " + quoted(key) + " in " + LABELS);
    }
    return value;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
