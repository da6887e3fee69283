package io.jswarm.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long ago, and when. */
public final class Ages {
  private Ages() {}

  /** A duration in words with one unit: {@code About a minute}, {@code 3 weeks}. */
  public static String words(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return plural(seconds, "second");
    }
    long minutes = age.toMinutes();
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    long hours = (seconds + 1800) / 3600;
    if (hours < 48) {
      return hours == 1 ? "About an hour" : hours + " hours";
    }
    if (hours < 24 * 7 * 2) {
      return hours / 24 + " days";
    }
    if (hours < 24 * 30 * 2) {
      return hours / 24 / 7 + " weeks";
    }
    if (hours < 24 * 365 * 2) {
      return hours / 24 / 30 + " months";
    }
    return seconds / 3600 / 24 / 365 + " years";
  }

  private static String plural(long count, String unit) {
    return count == 1 ? "1 " + unit : count + " " + unit + "s";
  }

  /** {@code 3 weeks ago}, in lower case, for a time stamp of the API; "" when there is none. */
  public static String ago(String timestamp, Instant now) {
    Instant then = instant(timestamp);
    return then == null ? "" : words(Duration.between(then, now)) + " ago";
  }

  /** The same in lower case, as task states use it. */
  public static String agoLower(String timestamp, Instant now) {
    return ago(timestamp, now).toLowerCase(Locale.ROOT);
  }

  /** The instant of an API time stamp, or null when it is empty or not one. */
  public static @Nullable Instant instant(String timestamp) {
    try {
      return timestamp.isEmpty() ? null : ZonedDateTime.parse(timestamp).toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** A time stamp as Go prints it: {@code 2026-11-22 00:22:54.7 +0000 UTC}. */
  public static String goTime(String timestamp) {
    Instant instant = instant(timestamp);
    return instant == null ? timestamp : goTime(instant);
  }

  public static String goTime(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    text.append(time.toLocalDate()).append(' ');
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    two(text, time.getSecond());
    if (time.getNano() != 0) {
      String nanos = String.valueOf(1_000_000_000L + time.getNano()).substring(1);
      int end = nanos.length();
      while (nanos.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(nanos, 0, end);
    }
    return text.append(" +0000 UTC").toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append(number < 10 ? "0" : "").append(number);
  }
}
