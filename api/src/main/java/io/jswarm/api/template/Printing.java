package io.jswarm.api.template;

import io.jswarm.api.template.Function.CallException;
import io.jswarm.api.text.GoText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's print, println and printf. */
final class Printing {
  private static final Pattern VERB =
      Pattern.compile(
          "%(?<flags>[-+# 0]*)(?<width>[0-9]*)(?<point>\\.(?<precision>[0-9]*))?(?<verb>.)?",
          Pattern.DOTALL);

  /** Go's: a wider field is a mistake. */
  private static final int WIDTH_MAX = 1_000_000;

  private static final int FRACTION_DIGITS = 6;

  private Printing() {}

  /** With blanks between two that are both no texts. */
  static String plain(List<Value> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean apart =
          i > 0
              && !(values.get(i) instanceof Value.Text)
              && !(values.get(i - 1) instanceof Value.Text);
      out.append(apart ? " " : "").append(shown(values.get(i)));
    }
    return out.toString();
  }

  /** With blanks between all, and a new line. */
  static String line(List<Value> values) {
    return String.join(" ", values.stream().map(Printing::shown).toList()) + "\n";
  }

  private static String shown(Value value) {
    return value instanceof Value.Nothing ? "<nil>" : value.toString();
  }

  /** The first value is the format of the others. */
  static String formatted(List<Value> values) {
    StringBuilder out = new StringBuilder();
    Matcher verb = VERB.matcher(values.getFirst().toString());
    int next = 1;
    while (verb.find()) {
      verb.appendReplacement(out, "");
      String letter = verb.group("verb");
      if (letter == null) {
        out.append("%!(NOVERB)");
      } else if (letter.equals("%")) {
        out.append('%');
      } else if (next >= values.size()) {
        out.append("%!").append(letter).append("(MISSING)");
      } else {
        out.append(padded(verb, values.get(next)));
        next++;
      }
      if (out.length() > Budget.CHARACTERS_MAX) {
        throw new CallException(
            "the result is longer than " + Budget.CHARACTERS_MAX + " characters");
      }
    }
    verb.appendTail(out);
    return next < values.size() ? out.append(extra(values, next)).toString() : out.toString();
  }

  private static String extra(List<Value> values, int from) {
    List<String> all = new ArrayList<>();
    for (Value each : values.subList(from, values.size())) {
      all.add(each instanceof Value.Nothing ? "<nil>" : each.type() + "=" + each);
    }
    return "%!(EXTRA " + String.join(", ", all) + ")";
  }

  private static String padded(Matcher verb, Value value) {
    String flags = verb.group("flags");
    int width = count(verb.group("width"), 0);
    int precision = verb.group("point") == null ? -1 : count(verb.group("precision"), 0);
    if (width > WIDTH_MAX || precision > WIDTH_MAX) {
      return width > WIDTH_MAX ? "%!(BADWIDTH)" : "%!(BADPREC)";
    }
    String text = one(verb.group("verb").charAt(0), value, precision);
    boolean number = value instanceof Value.Whole || value instanceof Value.Fraction;
    if (number && !text.startsWith("-") && !text.startsWith("%")) {
      text = (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + text;
    }
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (!flags.contains("0")) {
      return " ".repeat(missing) + text;
    }
    int sign = number && (text.startsWith("-") || text.startsWith("+")) ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }

  private static int count(String digits, int otherwise) {
    if (digits.isEmpty()) {
      return otherwise;
    }
    return digits.length() > 7 ? WIDTH_MAX + 1 : Integer.parseInt(digits);
  }

  /** One value by one verb; what the verb is not for is written as Go complains of it. */
  private static String one(char verb, Value value, int precision) {
    if (verb == 'T') {
      return value.type();
    }
    if (verb == 'v') {
      return value instanceof Value.Text && precision >= 0
          ? cut(value.toString(), precision)
          : shown(value);
    }
    String text =
        switch (value) {
          case Value.Text(String each) -> ofText(verb, each, precision);
          case Value.Whole(long each) -> ofWhole(verb, each);
          case Value.Fraction(double each) -> ofFraction(verb, each, precision);
          case Value.Truth(boolean each) -> verb == 't' ? Boolean.toString(each) : "";
          case Value.Labels _, Value.Struct _ -> verb == 's' ? value.toString() : "";
          case Value.Nothing _ -> "%!" + verb + "(<nil>)";
        };
    boolean empty = value instanceof Value.Text && "sqxX".indexOf(verb) >= 0;
    return text.isEmpty() && !empty ? "%!" + verb + "(" + value.type() + "=" + value + ")" : text;
  }

  private static String ofText(char verb, String text, int precision) {
    String shown = precision < 0 ? text : cut(text, precision);
    return switch (verb) {
      case 's' -> shown;
      case 'q' -> GoText.quoted(shown);
      case 'x' -> HexFormat.of().formatHex(shown.getBytes(StandardCharsets.UTF_8));
      case 'X' -> HexFormat.of().withUpperCase().formatHex(shown.getBytes(StandardCharsets.UTF_8));
      default -> "";
    };
  }

  private static String cut(String text, int runes) {
    return text.codePointCount(0, text.length()) <= runes
        ? text
        : text.substring(0, text.offsetByCodePoints(0, runes));
  }

  private static String ofWhole(char verb, long number) {
    return switch (verb) {
      case 'd' -> Long.toString(number);
      case 'b' -> Long.toString(number, 2);
      case 'o' -> Long.toString(number, 8);
      case 'O' -> "0o" + Long.toString(number, 8);
      case 'x' -> Long.toString(number, 16);
      case 'X' -> Long.toString(number, 16).toUpperCase(Locale.ROOT);
      case 'c' ->
          Character.isValidCodePoint((int) number) ? Character.toString((int) number) : "\ufffd";
      case 'q' ->
          "'"
              + (Character.isValidCodePoint((int) number)
                  ? Character.toString((int) number)
                  : "\ufffd")
              + "'";
      case 'U' -> String.format(Locale.ROOT, "U+%04X", number);
      default -> "";
    };
  }

  private static String ofFraction(char verb, double number, int precision) {
    int digits = precision < 0 ? FRACTION_DIGITS : precision;
    return switch (verb) {
      case 'g', 'G' -> GoText.number(number);
      case 'f', 'F' ->
          new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
      case 'e' -> String.format(Locale.ROOT, "%." + digits + "e", number);
      case 'E' -> String.format(Locale.ROOT, "%." + digits + "E", number);
      default -> "";
    };
  }
}
