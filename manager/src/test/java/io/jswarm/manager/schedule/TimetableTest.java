package io.jswarm.manager.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
  /** 2026-11-22 is a Sunday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */5 * * * *       | 2026-11-22T12:00:00Z    | 2026-11-22T12:05:00Z
          */5 * * * *       | 2026-11-22T12:04:59.9Z  | 2026-11-22T12:05:00Z
          * * * * *         | 2026-11-22T23:59:30Z    | 2026-11-23T00:00:00Z
          0 2 * * *         | 2026-11-22T02:00:00Z    | 2026-11-23T02:00:00Z
          30 2,14 * * *     | 2026-11-22T12:00:00Z    | 2026-11-22T14:30:00Z
          10-30/10 9 * * *  | 2026-11-22T09:10:00Z    | 2026-11-22T09:20:00Z
          0 9 * * MON-FRI   | 2026-11-20T09:00:00Z    | 2026-11-23T09:00:00Z
          0 9 * * 7         | 2026-11-22T12:00:00Z    | 2026-11-29T09:00:00Z
          0 9 * * 5-7       | 2026-11-21T12:00:00Z    | 2026-11-22T09:00:00Z
          0 9 * * fri-sun   | 2026-11-21T12:00:00Z    | 2026-11-22T09:00:00Z
          0 9 * * SUN-MON   | 2026-11-21T12:00:00Z    | 2026-11-22T09:00:00Z
          0 0 1 JAN *       | 2026-11-22T12:00:00Z    | 2027-01-01T00:00:00Z
          0 0 31 * *        | 2026-11-22T12:00:00Z    | 2026-12-31T00:00:00Z
          0 0 29 2 *        | 2026-11-22T12:00:00Z    | 2028-02-29T00:00:00Z
          0 0 29 2 *        | 2096-03-01T00:00:00Z    | 2104-02-29T00:00:00Z
          @hourly           | 2026-11-22T12:00:00Z    | 2026-11-22T13:00:00Z
          @daily            | 2026-11-22T12:00:00Z    | 2026-11-23T00:00:00Z
          @midnight         | 2026-11-22T12:00:00Z    | 2026-11-23T00:00:00Z
          @weekly           | 2026-11-22T12:00:00Z    | 2026-11-29T00:00:00Z
          @monthly          | 2026-11-22T12:00:00Z    | 2026-12-01T00:00:00Z
          @Yearly           | 2026-11-22T12:00:00Z    | 2027-01-01T00:00:00Z
          @annually         | 2026-11-22T12:00:00Z    | 2027-01-01T00:00:00Z
          """)
  void theNextTimeIs(String cron, Instant after, Instant next) {
    assertThat(Timetable.of(Schedule.of(cron)).next(after)).hasValue(next);
  }

  /** The 13th, a Friday, and what is said of both days. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 13 * FRI   | 2026-11-22T12:00:00Z | 2026-11-27T00:00:00Z
          0 0 13 * FRI   | 2026-12-12T12:00:00Z | 2026-12-13T00:00:00Z
          0 0 13 * *     | 2026-11-22T12:00:00Z | 2026-12-13T00:00:00Z
          0 0 * * FRI    | 2026-11-22T12:00:00Z | 2026-11-27T00:00:00Z
          0 0 */2 * FRI  | 2026-11-20T12:00:00Z | 2026-11-27T00:00:00Z
          0 0 */2 * FRI  | 2026-11-27T12:00:00Z | 2026-12-11T00:00:00Z
          0 0 13 * */7   | 2026-11-22T12:00:00Z | 2026-12-13T00:00:00Z
          """)
  void ofTwoDaysEitherWillDoUnlessOneIsAStar(String cron, Instant after, Instant next) {
    assertThat(Timetable.of(Schedule.of(cron)).next(after)).hasValue(next);
  }

  /** In Berlin it is two hours later in summer, from 01:00Z of 2026-03-29 to 01:00Z of 10-25. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 2 * * *     | 2026-06-01T00:00:00Z | 2026-06-02T00:00:00Z
          0 2 * * *     | 2026-12-01T00:00:00Z | 2026-12-01T01:00:00Z
          30 2 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          30 2 * * *    | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
          10,20 2 * * * | 2026-03-29T01:00:00Z | 2026-03-30T00:10:00Z
          0 3 * * *     | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          30 2 * * *    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
          30 2 * * *    | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
          30 * * * *    | 2026-03-29T00:30:00Z | 2026-03-29T01:30:00Z
          30 * * * *    | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
          30 * * * *    | 2026-10-25T01:30:00Z | 2026-10-25T02:30:00Z
          """)
  void clocksThatAreSetLoseNoRunAndDoubleNone(String cron, Instant after, Instant next) {
    Schedule berlin = Schedule.of(cron).withTimeZone("Europe/Berlin");
    assertThat(Timetable.of(berlin).next(after)).hasValue(next);
  }

  /** Clocks there are set at midnight: a day begins at 01:00, or the evening before comes twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 * * *   | 2018-11-03T12:00:00Z | 2018-11-04T03:00:00Z
          0 0 * * *   | 2018-02-17T12:00:00Z | 2018-02-18T03:00:00Z
          30 23 * * * | 2018-02-17T12:00:00Z | 2018-02-18T01:30:00Z
          30 23 * * * | 2018-02-18T01:30:00Z | 2018-02-19T02:30:00Z
          """)
  void midnightsThatAreSkippedOrComeTwice(String cron, Instant after, Instant next) {
    Schedule brazil = Schedule.of(cron).withTimeZone("America/Sao_Paulo");
    assertThat(Timetable.of(brazil).next(after)).hasValue(next);
  }

  @Test
  void aYearOfADailyRunHasOneForEachDay() {
    Timetable berlin = Timetable.of(Schedule.of("30 2 * * *").withTimeZone("Europe/Berlin"));
    List<Instant> times = new ArrayList<>();
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    while (at.isBefore(end)) {
      at = berlin.next(at).orElseThrow();
      times.add(at);
    }
    assertThat(times).hasSize(366).isSorted();
    assertThat(times.stream().map(time -> time.atZone(ZoneId.of("Europe/Berlin")).toLocalDate()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:05:00Z, 2026-11-22T12:05:00Z",
    "2026-11-22T12:09:59Z, 2026-11-22T12:05:00Z",
    "2026-11-22T12:10:00Z, 2026-11-22T12:10:00Z",
    "2026-11-22T12:10:00.5Z, 2026-11-22T12:10:00Z",
    "2027-11-22T12:14:59Z, 2027-11-22T12:10:00Z"
  })
  void theLastTimeIsFoundHoweverManyWentBy(Instant now, Instant last) {
    Instant known = Instant.parse("2026-11-22T12:05:00Z");
    assertThat(Timetable.of(Schedule.of("*/5 * * * *")).last(known, now)).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *"})
  void whatNeverComesIsNotLookedForForEver(String cron) {
    assertThat(Timetable.of(Schedule.of(cron)).next(Instant.EPOCH)).isEmpty();
  }
}
