package io.jswarm.api.template;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Go's number and character constants. Complex numbers are left out. */
final class Numbers {
  private Numbers() {}

  /** The value of what was read as a number; empty when it is none. */
  static Optional<Value> number(String written) {
    String text = written.replace("_", "");
    String plain = text.toLowerCase(Locale.ROOT);
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    String digits = signed ? plain.substring(1) : plain;
    try {
      Optional<BigInteger> whole = whole(digits);
      if (whole.isPresent()) {
        BigInteger value = plain.startsWith("-") ? whole.get().negate() : whole.get();
        return value.bitLength() < Long.SIZE
            ? Optional.of(new Value.Whole(value.longValue()))
            : Optional.empty();
      }
      boolean hex = digits.startsWith("0x");
      double value = hex && digits.indexOf('p') < 0 ? Double.NaN : Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(new Value.Fraction(value)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> whole(String digits) {
    int radix =
        digits.startsWith("0x")
            ? 16
            : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 0;
    if (radix > 0) {
      boolean fraction = digits.indexOf('.') >= 0 || (radix == 16 && digits.indexOf('p') >= 0);
      return fraction ? Optional.empty() : Optional.of(new BigInteger(digits.substring(2), radix));
    }
    if (digits.isEmpty() || !digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
      return Optional.empty();
    }
    boolean octal = digits.length() > 1 && digits.startsWith("0");
    return Optional.of(new BigInteger(digits, octal ? 8 : 10));
  }
}
