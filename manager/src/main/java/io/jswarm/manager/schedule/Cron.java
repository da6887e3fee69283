package io.jswarm.manager.schedule;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A schedule as cron(5) writes it: minute, hour, day of month, month and day of week, or a name for
 * the usual ones. As in Vixie's cron, where both days say something (neither begins with a star), a
 * day for which either holds is meant; else one for which both do.
 */
record Cron(
    CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays) {
  private static final int LENGTH_MAX = 256;
  private static final int SUNDAY = 7;

  private static final Map<String, String> NAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  /**
   * Reads a schedule.
   *
   * @throws BadSchedule when it cannot be read
   */
  static Cron parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("@")) {
      String meant = NAMES.get(trimmed.toLowerCase(Locale.ROOT));
      if (meant == null) {
        throw new BadSchedule(
            "the schedule \"%s\" is not known: it may be @hourly, @daily, @weekly, @monthly or"
                    .formatted(shown(trimmed))
                + " @yearly, or five fields such as \"*/5 * * * *\"");
      }
      trimmed = meant;
    }
    List<String> fields = List.of(trimmed.split("\\s+", -1));
    if (fields.size() != CronUnit.values().length || trimmed.length() > LENGTH_MAX) {
      throw new BadSchedule(
          "the schedule \"%s\" has %d fields and %d characters; it has five fields (minute, hour,"
                  .formatted(shown(trimmed), fields.size(), trimmed.length())
              + " day of month, month, day of week) and at most "
              + LENGTH_MAX
              + " characters");
    }
    return new Cron(
        CronField.parse(CronUnit.MINUTE, fields.get(0)),
        CronField.parse(CronUnit.HOUR, fields.get(1)),
        CronField.parse(CronUnit.DAY, fields.get(2)),
        CronField.parse(CronUnit.MONTH, fields.get(3)),
        CronField.parse(CronUnit.WEEKDAY, fields.get(4)));
  }

  private static String shown(String text) {
    return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "...";
  }

  /** Whether it is due at any time of this day. */
  boolean runsOn(LocalDate day) {
    if (!months.has(day.getMonthValue())) {
      return false;
    }
    boolean byDay = days.has(day.getDayOfMonth());
    boolean byWeekday = weekdays.has(day.getDayOfWeek().getValue() % SUNDAY);
    boolean either = !days.star() && !weekdays.star();
    return either ? (byDay || byWeekday) : (byDay && byWeekday);
  }

  /** Whether it is due at this minute of a day on which it is. */
  boolean runsAt(int hour, int minute) {
    return hours.has(hour) && minutes.has(minute);
  }

  /**
   * Whether it says how often in a day rather than when: its hours begin with a star. It then goes
   * by the time that passes and not by what clocks show.
   */
  boolean isInterval() {
    return hours.star();
  }
}
