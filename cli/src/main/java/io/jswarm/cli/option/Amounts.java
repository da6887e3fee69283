package io.jswarm.cli.option;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers with and without units. */
public final class Amounts {
  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);

  private Amounts() {}

  /** A whole number of at least 0. */
  public static long count(String text) {
    long number = integer(text);
    if (number < 0) {
      throw new IllegalArgumentException("must be 0 or more");
    }
    return number;
  }

  public static long integer(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("must be a whole number");
    }
  }

  /** A ratio between 0 and 1, kept as written. */
  public static BigDecimal ratio(String text) {
    try {
      BigDecimal ratio = new BigDecimal(text);
      if (ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0) {
        return ratio;
      }
    } catch (NumberFormatException _) {
      throw notRatio();
    }
    throw notRatio();
  }

  /** CPUs with at most nine decimals, in billionths. */
  public static long nanoCpus(String text) {
    try {
      return new BigDecimal(text).multiply(NANO).longValueExact();
    } catch (NumberFormatException | ArithmeticException _) {
      throw new IllegalArgumentException(
          "must be a number of CPUs such as 0.5, with at most nine decimals");
    }
  }

  /** A size with a binary unit: {@code 64m} is 64 MiB. {@code -1} is kept for "unlimited". */
  public static long bytes(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    if (lower.equals("-1")) {
      return -1;
    }
    int end = 0;
    while (end < lower.length() && "0123456789.".indexOf(lower.charAt(end)) >= 0) {
      end++;
    }
    String unit = lower.substring(end).trim();
    int power =
        switch (unit) {
          case "", "b" -> 0;
          case "k", "kb", "kib" -> 1;
          case "m", "mb", "mib" -> 2;
          case "g", "gb", "gib" -> 3;
          case "t", "tb", "tib" -> 4;
          case "p", "pb", "pib" -> 5;
          default -> -1;
        };
    try {
      if (power >= 0) {
        return new BigDecimal(lower.substring(0, end))
            .multiply(BigDecimal.valueOf(1L << (10 * power)))
            .longValue();
      }
    } catch (NumberFormatException _) {
      throw notSize();
    }
    throw notSize();
  }

  private static IllegalArgumentException notSize() {
    return new IllegalArgumentException("must be a size such as 512k, 64m or 2g");
  }

  private static IllegalArgumentException notRatio() {
    return new IllegalArgumentException("must be a number between 0 and 1");
  }
}
