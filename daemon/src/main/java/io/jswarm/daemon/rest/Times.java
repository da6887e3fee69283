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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as clients send them, and how long ago they are in words. */
final class Times {
  private static final int NANO_DIGITS = 9;
  private static final Pattern AGE =
      Pattern.compile("(?=.)(?:(\\d{1,7})h)?(?:(\\d{1,7})m)?(?:(\\d{1,7})s)?");

  private Times() {}

  /**
   * A parameter with seconds since 1970, with or without a fraction, or RFC 3339; empty and 0 mean
   * none.
   *
   * @throws ApiError 400 when it is neither
   */
  static Optional<Instant> of(Request request, String name) {
    String text = request.query().get(name);
    return text.isEmpty() || text.equals("0") ? Optional.empty() : Optional.of(parse(name, text));
  }

  private static Instant parse(String name, String text) {
    try {
      if (text.indexOf('T') > 0) {
        return OffsetDateTime.parse(text).toInstant();
      }
      BigDecimal seconds = new BigDecimal(text);
      if (seconds.precision() - seconds.scale() > 2 * NANO_DIGITS) {
        throw new DateTimeException("too far away");
      }
      BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
      long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
      return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      throw ApiError.badRequest(
          "invalid value for \"" + name + "\": \"" + text + "\" is not a time in seconds");
    }
  }

  /**
   * The filter {@code until}: a time in the forms of {@link #of}, or an age such as {@code 24h}.
   *
   * @return the end of time when it is not given
   * @throws ApiError 400 when it is neither
   */
  static Instant until(Filters filters, Instant now) {
    if (!filters.has("until")) {
      return Instant.MAX;
    }
    String text = filters.get("until").getFirst();
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      return now.minus(
          Duration.ofHours(part(age, 1)).plusMinutes(part(age, 2)).plusSeconds(part(age, 3)));
    }
    return parse("until", text);
  }

  private static long part(Matcher age, int group) {
    String digits = age.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
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
