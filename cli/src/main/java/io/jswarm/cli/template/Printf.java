package io.jswarm.cli.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's printf for the verbs templates use: v s q d t x X f g c and %%. */
final class Printf {
  private static final Pattern VERB =
      Pattern.compile("%(?<flags>[-+# 0]*)(?<width>\\d*)(?:\\.(?<digits>\\d+))?(?<verb>.)");

  private Printf() {}

  /** Formats {@code arguments} from index 1 on. */
  static String format(String format, List<Object> arguments) throws TemplateException {
    StringBuilder out = new StringBuilder();
    Matcher matcher = VERB.matcher(format);
    int next = 1;
    while (matcher.find()) {
      if (matcher.group("verb").equals("%")) {
        matcher.appendReplacement(out, "%");
        continue;
      }
      String text =
          next < arguments.size()
              ? one(matcher, arguments.get(next))
              : "%!" + matcher.group("verb") + "(MISSING)";
      next++;
      matcher.appendReplacement(out, Matcher.quoteReplacement(padded(matcher, text)));
    }
    return matcher.appendTail(out).toString();
  }

  private static String one(Matcher matcher, Object value) throws TemplateException {
    String digits = matcher.group("digits");
    String text = GoText.print(value);
    return switch (matcher.group("verb")) {
      case "v", "d", "t", "g" -> text;
      case "s" -> digits == null ? text : cut(text, Integer.parseInt(digits));
      case "q" -> GoText.json(text);
      case "x" -> value instanceof Long number ? Long.toHexString(number) : text;
      case "X" -> value instanceof Long number ? String.format("%X", number) : text;
      case "f" ->
          value instanceof Number number
              ? String.format("%." + (digits == null ? "6" : digits) + "f", number.doubleValue())
              : "%!f(" + text + ")";
      default ->
          throw new TemplateException("printf verb %" + matcher.group("verb") + " is not known");
    };
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String padded(Matcher matcher, String text) {
    String width = matcher.group("width");
    int missing = width.isEmpty() ? 0 : Integer.parseInt(width) - text.length();
    if (missing <= 0) {
      return text;
    }
    String flags = matcher.group("flags");
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    return (flags.contains("0") ? "0" : " ").repeat(missing) + text;
  }
}
