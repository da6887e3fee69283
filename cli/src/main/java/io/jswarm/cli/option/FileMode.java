package io.jswarm.cli.option;

/** Permission bits. */
final class FileMode {
  private static final long MAX = 0xffffffffL;

  private FileMode() {}

  static long octal(String text) {
    return number(text, text, 8);
  }

  /** As Go reads a number with its base in front: 0444 and 0o444 are octal, 292 is decimal. */
  static long parse(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return number(text, text.substring(2), 16);
    }
    if (text.startsWith("0o") || text.startsWith("0O")) {
      return number(text, text.substring(2), 8);
    }
    return number(text, text, text.startsWith("0") && text.length() > 1 ? 8 : 10);
  }

  private static long number(String text, String digits, int base) {
    try {
      long mode = Long.parseLong(digits, base);
      if (mode >= 0 && mode <= MAX) {
        return mode;
      }
    } catch (NumberFormatException _) {
      throw bad(text);
    }
    throw bad(text);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("mode '" + text + "' is not a mode such as 0444");
  }
}
