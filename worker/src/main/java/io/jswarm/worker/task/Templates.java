package io.jswarm.worker.task;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code {{.Task.Slot}}} and its like in a service's env, host name and mounts, with the
 * fields Swarm offers: {@code .Service.ID .Service.Name .Service.Labels .Node.ID .Node.Hostname
 * .Node.Platform.OS .Node.Platform.Architecture .Task.ID .Task.Name .Task.Slot}, a label by {@code
 * .Service.Labels.key} or {@code index .Service.Labels "key"}. The other parts of Go's template
 * language are refused with a sentence.
 */
public final class Templates {
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{(-?\\s*)(.*?)(\\s*-?)}}", Pattern.DOTALL);
  private static final Pattern INDEX =
      Pattern.compile("index\\s+\\.Service\\.Labels\\s+[\"`]([^\"`]*)[\"`]");
  private static final String LABELS = ".Service.Labels";

  private final SortedMap<String, String> fields;
  private final SortedMap<String, String> serviceLabels;

  private Templates(Map<String, String> fields, Map<String, String> serviceLabels) {
    this.fields = new TreeMap<>(fields);
    this.serviceLabels = new TreeMap<>(serviceLabels);
  }

  /** The values by their paths, such as {@code .Task.ID}. */
  static Templates of(Map<String, String> fields, Map<String, String> serviceLabels) {
    return new Templates(fields, serviceLabels);
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
    if (expression.length() > 1 && expression.matches("\"[^\"]*\"|`[^`]*`")) {
      return expression.substring(1, expression.length() - 1);
    }
    throw new TemplateException(
        "template: expansion: cannot evaluate "
            + quoted(expression)
            + "; known are "
            + String.join(" ", fields.keySet())
            + " "
            + LABELS);
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
