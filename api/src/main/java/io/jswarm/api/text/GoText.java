package io.jswarm.api.text;

import java.math.BigDecimal;
import java.util.Locale;

/** Go's {@code %q} and {@code %g}. */
public final class GoText {
  /** Powers of ten from which on, and below which, {@code %g} writes an exponent. */
  private static final int EXPONENT_LARGE = 6;

  private static final int EXPONENT_SMALL = -4;

  private GoText() {}

  /** The text in quotation marks, with escapes for all that cannot be printed. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(each -> out.append(escaped(each)));
    return out.append('"').toString();
  }

  /** The number of a rune and the rune, as {@code U+263A '☺'}. */
  public static String rune(int codePoint) {
    String number = String.format(Locale.ROOT, "U+%04X", codePoint);
    return isPrintable(codePoint) ? number + " '" + Character.toString(codePoint) + "'" : number;
  }

  private static String escaped(int rune) {
    return switch (rune) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 11 -> "\\v";
      default -> isPrintable(rune) ? Character.toString(rune) : numbered(rune);
    };
  }

  private static String numbered(int rune) {
    if (rune < ' ' || rune == 0x7f) {
      return String.format(Locale.ROOT, "\\x%02x", rune);
    }
    if (rune <= Character.MAX_VALUE) {
      boolean half = Character.isSurrogate((char) rune);
      return half ? "\\ufffd" : String.format(Locale.ROOT, "\\u%04x", rune);
    }
    return String.format(Locale.ROOT, "\\U%08x", rune);
  }

  /** Letters, marks, numbers, punctuation, symbols and the blank of ASCII. */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }

  /** The fewest digits that mean this number, as {@code 0.001}, {@code 1e-05} and {@code 1e+06}. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    if (Double.isInfinite(value)) {
      return sign.isEmpty() ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return sign + "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    if (exponent >= EXPONENT_SMALL && exponent < EXPONENT_LARGE) {
      return sign + shortest.toPlainString();
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String power =
        String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    return sign + digits.charAt(0) + fraction + power;
  }
}
