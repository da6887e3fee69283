package io.jswarm.api.template;

import io.jswarm.api.text.GoText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts within other languages. */
final class Escapes {
  private Escapes() {}

  static String html(String text) {
    return text.codePoints().mapToObj(Escapes::ofHtml).collect(Collectors.joining());
  }

  private static String ofHtml(int rune) {
    return switch (rune) {
      case 0 -> "\ufffd";
      case '"' -> "&#34;";
      case '\'' -> "&#39;";
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      default -> Character.toString(rune);
    };
  }

  static String js(String text) {
    return text.codePoints().mapToObj(Escapes::ofJs).collect(Collectors.joining());
  }

  private static String ofJs(int rune) {
    return switch (rune) {
      case '\\' -> "\\\\";
      case '\'' -> "\\'";
      case '"' -> "\\\"";
      case '<', '>', '&', '=' -> numbered(rune);
      default -> GoText.isPrintable(rune) ? Character.toString(rune) : numbered(rune);
    };
  }

  private static String numbered(int rune) {
    return String.format(Locale.ROOT, "\\u%04X", rune);
  }

  static String query(String text) {
    StringBuilder out = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || "-_.~".indexOf(each) >= 0;
      out.append(plain ? Character.toString(each) : each == ' ' ? "+" : percent(each));
    }
    return out.toString();
  }

  private static String percent(byte each) {
    return "%" + HexFormat.of().withUpperCase().toHexDigits(each);
  }
}
