package io.jswarm.cli.text;

import java.math.BigDecimal;

/** Durations as Go writes them: {@code 1h2m3.5s}, {@code 300ms}, {@code 2160h0m0s}. Nanoseconds. */
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException saying what a duration looks like
   */
  public static long parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (rest.isEmpty()) {
      throw bad(text);
    }
    BigDecimal total = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int number = at;
      while (number < rest.length() && "0123456789.".indexOf(rest.charAt(number)) >= 0) {
        number++;
      }
      int unit = number;
      while (unit < rest.length() && "0123456789.".indexOf(rest.charAt(unit)) < 0) {
        unit++;
      }
      total = total.add(amount(text, rest.substring(at, number), rest.substring(number, unit)));
      at = unit;
    }
    if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("a duration is at most 292 years");
    }
    long nanos = total.longValue();
    return negative ? -nanos : nanos;
  }

  private static BigDecimal amount(String text, String number, String unit) {
    long scale =
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> SECOND;
          case "m" -> 60 * SECOND;
          case "h" -> 3600 * SECOND;
          default -> throw bad(text);
        };
    try {
      return new BigDecimal(number).multiply(BigDecimal.valueOf(scale));
    } catch (NumberFormatException _) {
      throw bad(text);
    }
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration such as 10s, 1m30s or 300ms");
  }

  /** Writes a duration. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 0) {
      return "-" + format(-nanos);
    }
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return decimal(nanos, 3) + "µs";
    }
    if (nanos < SECOND) {
      return decimal(nanos, 6) + "ms";
    }
    long minutes = nanos / (60 * SECOND);
    String seconds = decimal(nanos % (60 * SECOND), 9) + "s";
    if (minutes == 0) {
      return seconds;
    }
    long hours = minutes / 60;
    String tail = minutes % 60 + "m" + seconds;
    return hours == 0 ? tail : hours + "h" + tail;
  }

  private static String decimal(long nanos, int digits) {
    BigDecimal value = BigDecimal.valueOf(nanos, digits);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
