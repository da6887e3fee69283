package io.jswarm.manager.schedule;

import io.jswarm.api.model.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a schedule is due, by the clocks of its time zone. Where clocks are set
 * forward, a time that does not exist comes once, the moment after the gap; where they are set
 * back, a time that comes twice is due the first time only. A schedule of intervals (its hours
 * begin with a star) goes by the time that passes instead: it has no run to make up for after the
 * gap, and goes on through the hour that comes again.
 */
public final class Timetable {
  /** The 29th of February on a given weekday comes every 40 years at the latest. */
  private static final int DAYS_MAX = 41 * 366;

  private static final int MINUTES_OF_HOUR = 60;
  private static final int HOURS_OF_DAY = 24;
  private static final long SECONDS_OF_MINUTE = 60;

  private final Cron cron;
  private final ZoneId zone;

  private Timetable(Cron cron, ZoneId zone) {
    this.cron = cron;
    this.zone = zone;
  }

  /**
   * Reads a schedule.
   *
   * @throws BadSchedule when it cannot be read, or its time zone is not known
   */
  public static Timetable of(Schedule schedule) {
    return new Timetable(Cron.parse(schedule.cron()), zone(schedule.timeZone()));
  }

  /**
   * Reads a schedule that was accepted once; empty when this manager cannot, since the JDK it runs
   * on knows fewer time zones than the one that accepted it.
   */
  public static Optional<Timetable> read(Schedule schedule) {
    try {
      return Optional.of(of(schedule));
    } catch (BadSchedule _) {
      return Optional.empty();
    }
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException _) {
      throw new BadSchedule(
          "the time zone \""
              + name
              + "\" of the schedule is not known: it may be a name of the IANA database such as"
              + " Europe/Berlin, an offset such as +02:00, or UTC");
    }
  }

  /** The first time after this one; empty when there is none within 40 years. */
  public Optional<Instant> next(Instant after) {
    LocalDate day = LocalDate.ofInstant(after, zone);
    for (int i = 0; i < DAYS_MAX; i++) {
      if (cron.runsOn(day)) {
        Optional<Instant> found = firstOn(day, after);
        if (found.isPresent()) {
          return found;
        }
      }
      day = day.plusDays(1);
    }
    return Optional.empty();
  }

  /**
   * The last time no later than now.
   *
   * @param known one that is known to be due no later than now
   */
  public Instant last(Instant known, Instant now) {
    if (!comesBy(known, now)) {
      return known;
    }
    long low = known.getEpochSecond();
    long high = now.getEpochSecond();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (comesBy(Instant.ofEpochSecond(middle), now)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return next(Instant.ofEpochSecond(low)).orElse(known);
  }

  private boolean comesBy(Instant after, Instant now) {
    return next(after).filter(next -> !next.isAfter(now)).isPresent();
  }

  private Optional<Instant> firstOn(LocalDate day, Instant after) {
    Instant begin = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    ZoneOffsetTransition change = zone.getRules().nextTransition(begin.minusNanos(1));
    if (change != null && !change.getInstant().isAfter(end)) {
      return firstOfUneven(day, after);
    }
    long passed = Math.floorDiv(after.getEpochSecond() - begin.getEpochSecond(), SECONDS_OF_MINUTE);
    for (int minute = Math.toIntExact(Math.max(0, passed + 1));
        minute < HOURS_OF_DAY * MINUTES_OF_HOUR;
        minute++) {
      if (cron.runsAt(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR)) {
        return Optional.of(begin.plusSeconds(minute * SECONDS_OF_MINUTE));
      }
    }
    return Optional.empty();
  }

  /** Of a day on which clocks are set, where what they show is not the order of things. */
  private Optional<Instant> firstOfUneven(LocalDate day, Instant after) {
    Instant first = null;
    for (int minute = 0; minute < HOURS_OF_DAY * MINUTES_OF_HOUR; minute++) {
      LocalDateTime shown = day.atTime(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
      if (cron.runsAt(shown.getHour(), shown.getMinute())) {
        first = sooner(first, meant(shown, after));
      }
    }
    return Optional.ofNullable(first);
  }

  private static @Nullable Instant sooner(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.isBefore(a) ? b : a;
  }

  /** The first moment after the given one that is meant by what clocks show; null for none. */
  private @Nullable Instant meant(LocalDateTime shown, Instant after) {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(shown);
    if (change == null) {
      return ifAfter(shown.toInstant(rules.getOffset(shown)), after);
    }
    if (change.isGap()) {
      return cron.isInterval() ? null : ifAfter(change.getInstant(), after);
    }
    Instant once = ifAfter(shown.toInstant(change.getOffsetBefore()), after);
    return once == null && cron.isInterval()
        ? ifAfter(shown.toInstant(change.getOffsetAfter()), after)
        : once;
  }

  private static @Nullable Instant ifAfter(Instant moment, Instant after) {
    return moment.isAfter(after) ? moment : null;
  }
}
