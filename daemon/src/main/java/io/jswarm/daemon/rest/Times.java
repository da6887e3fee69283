package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as clients send them, and how long ago they are in words. */
final class Times {
  private static final int NANO_DIGITS = 9;

  private Times() {}

  /**
   * A parameter with seconds since 1970, with or without a fraction, or RFC 3339; empty and 0 mean
   * none.
   *
   * @throws ApiError 400 when it is neither
   */
  static Optional<Instant> of(Request request, String name) {
    String text = request.query().get(name);
    if (text.isEmpty() || text.equals("0")) {
      return Optional.empty();
    }
    try {
      if (text.indexOf('T') > 0) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      BigDecimal seconds = new BigDecimal(text);
      if (seconds.precision() - seconds.scale() > 2 * NANO_DIGITS) {
        throw new DateTimeException("too far away");
      }
      BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
      long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
      return Optional.of(Instant.ofEpochSecond(whole.longValueExact(), nanos));
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      throw ApiError.badRequest(
          "invalid value for \"" + name + "\": \"" + text + "\" is not a time in seconds");
    }
  }

  /** In Docker's words: {@code 5 seconds}, {@code About a minute}, {@code 3 weeks}. */
  static String words(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = Math.round(minutes / 60.0);
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    if (hours < 48) {
      return hours == 1 ? "About an hour" : hours + " hours";
    }
    return days(hours / 24);
  }

  private static String days(long days) {
    if (days < 14) {
      return days + " days";
    }
    if (days < 60) {
      return days / 7 + " weeks";
    }
    return days < 730 ? days / 30 + " months" : days / 365 + " years";
  }
}
