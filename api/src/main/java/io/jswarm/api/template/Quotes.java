package io.jswarm.api.template;

import java.util.Optional;

/** Texts between quotation marks, read as Go reads them. */
final class Quotes {
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private Quotes(String text) {
    this.text = text;
  }

  /** What {@code "..."} or {@code '...'} means; empty when an escape is none. */
  static Optional<String> unquote(String quoted) {
    Quotes quotes = new Quotes(quoted.substring(1, quoted.length() - 1));
    while (quotes.at < quotes.text.length()) {
      if (!quotes.one(quoted.charAt(0))) {
        return Optional.empty();
      }
    }
    return Optional.of(quotes.out.toString());
  }

  private boolean one(char quote) {
    char next = text.charAt(at++);
    if (next != '\\') {
      out.append(next);
      return true;
    }
    if (at == text.length()) {
      return false;
    }
    char escape = text.charAt(at++);
    return switch (escape) {
      case 'a' -> append(7);
      case 'b' -> append('\b');
      case 'f' -> append('\f');
      case 'n' -> append('\n');
      case 'r' -> append('\r');
      case 't' -> append('\t');
      case 'v' -> append(11);
      case '\\' -> append('\\');
      case '"', '\'' -> escape == quote && append(escape);
      case 'x' -> number(2, 16);
      case 'u' -> number(4, 16);
      case 'U' -> number(8, 16);
      default -> {
        at--;
        yield number(3, 8);
      }
    };
  }

  private boolean append(int rune) {
    out.appendCodePoint(rune);
    return true;
  }

  private boolean number(int digits, int radix) {
    if (at + digits > text.length()) {
      return false;
    }
    long rune = 0;
    for (int end = at + digits; at < end; at++) {
      int digit = Character.digit(text.charAt(at), radix);
      if (digit < 0) {
        return false;
      }
      rune = rune * radix + digit;
    }
    boolean half = rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE;
    return rune <= Character.MAX_CODE_POINT && !half && append((int) rune);
  }
}
