package io.jswarm.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Sizes in bytes, for people. */
public final class Sizes {
  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
  private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private Sizes() {}

  /** Powers of 1024, four digits: {@code 23.54GiB}. */
  public static String binary(long bytes) {
    return scaled(bytes, 1024, BINARY, 4);
  }

  /** Powers of 1000: {@code 1.98MB} with three digits. */
  public static String decimal(long bytes, int digits) {
    return scaled(bytes, 1000, DECIMAL, digits);
  }

  private static String scaled(long bytes, int base, List<String> units, int digits) {
    double size = bytes;
    int unit = 0;
    while (size >= base && unit < units.size() - 1) {
      size /= base;
      unit++;
    }
    BigDecimal rounded =
        new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    String text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return text + units.get(unit);
  }
}
