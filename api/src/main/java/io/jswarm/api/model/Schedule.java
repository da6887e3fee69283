package io.jswarm.api.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a job is run again and again. Ours (docs/adr/033); Docker's clients do not know it.
 *
 * @param cron five fields (minute, hour, day of month, month, day of week), or a name like
 *     {@code @daily}
 * @param timeZone whose clocks it goes by, as in {@code Europe/Berlin}; empty for UTC
 * @param concurrency what follows when a run is due while another is under way: {@link #FORBID},
 *     {@link #REPLACE}, {@link #ALLOW}, or empty for forbid
 * @param history how many ended runs are kept with their tasks; null for {@link #HISTORY}
 * @param deadline how late a run may begin; what was due longer ago is not made up for; null for
 *     {@link #DEADLINE}
 * @param suspended whether nothing falls due; runs by hand are still begun
 */
@OmitEmpty
public record Schedule(
    String cron,
    String timeZone,
    String concurrency,
    @Nullable Long history,
    @Nullable Duration deadline,
    boolean suspended) {
  /** The run that is due is left out. */
  public static final String FORBID = "forbid";

  /** The run that is under way is stopped, and the one that is due begins when it has. */
  public static final String REPLACE = "replace";

  /** Both run. */
  public static final String ALLOW = "allow";

  /** Ended runs that are kept where nothing is said. */
  public static final int HISTORY = 3;

  /** How late a run may begin where nothing is said: longer than most outages. */
  public static final Duration DEADLINE = Duration.ofHours(1);

  public Schedule {
    cron = Values.text(cron);
    timeZone = Values.text(timeZone);
    concurrency = Values.text(concurrency);
  }

  /** One that says nothing else, in UTC. */
  public static Schedule of(String cron) {
    return new Schedule(cron, "", "", null, null, false);
  }

  /** {@link #FORBID}, {@link #REPLACE} or {@link #ALLOW}. */
  public String concurrencyOrDefault() {
    return concurrency.isEmpty() ? FORBID : concurrency;
  }

  public long historyOrDefault() {
    return history == null ? HISTORY : history;
  }

  public Duration deadlineOrDefault() {
    return deadline == null ? DEADLINE : deadline;
  }

  public Schedule withTimeZone(String timeZone) {
    return new Schedule(cron, timeZone, concurrency, history, deadline, suspended);
  }

  public Schedule withConcurrency(String concurrency) {
    return new Schedule(cron, timeZone, concurrency, history, deadline, suspended);
  }

  public Schedule withHistory(@Nullable Long history) {
    return new Schedule(cron, timeZone, concurrency, history, deadline, suspended);
  }

  public Schedule withDeadline(@Nullable Duration deadline) {
    return new Schedule(cron, timeZone, concurrency, history, deadline, suspended);
  }

  public Schedule withSuspended(boolean suspended) {
    return new Schedule(cron, timeZone, concurrency, history, deadline, suspended);
  }
}
