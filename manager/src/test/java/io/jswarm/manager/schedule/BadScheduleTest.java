package io.jswarm.manager.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          61 * * * *      | the minute of the schedule, "61", cannot be read: "61" is no minute; it may be 0 to 59
          * 24 * * *      | the hour of the schedule, "24", cannot be read: "24" is no hour; it may be 0 to 23
          * * 0 * *       | the day of month of the schedule, "0", cannot be read: "0" is no day of month; it may be 1 to 31
          * * * 13 *      | the month of the schedule, "13", cannot be read: "13" is no month; it may be 1 to 12 or JAN to DEC
          * * * * 8       | the day of week of the schedule, "8", cannot be read: "8" is no day of week; it may be 0 to 7 or SUN to SAT
          * * * * FOO     | "FOO" is no day of week
          * * * JAN-FEB,X * | the month of the schedule, "X", cannot be read
          30-10 * * * *   | the minute of the schedule, "30-10", cannot be read: the range ends before it begins
          */0 * * * *     | the step "0" is not from 1 to 59
          */x * * * *     | the step "x" is not from 1 to 59
          5/10 * * * *    | the minute of the schedule, "5/10", cannot be read: a step needs a range to go through
          1,,2 * * * *    | "" is no minute
          -5 * * * *      | "" is no minute
          * * * *         | has 4 fields
          0 * * * * *     | has 6 fields and 11 characters; it has five fields (minute, hour, day of month, month, day of week)
          @reboot         | the schedule "@reboot" is not known: it may be @hourly, @daily, @weekly, @monthly or @yearly
          """)
  void itIsSaidWhatCannotBeReadAndWhatItMayBe(String cron, String sentence) {
    assertThatThrownBy(() -> Timetable.of(Schedule.of(cron)))
        .isInstanceOf(BadSchedule.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void soItIsOfATimeZone() {
    Schedule lost = Schedule.of("@daily").withTimeZone("Europe/Belin");
    assertThatThrownBy(() -> Timetable.of(lost))
        .hasMessageStartingWith("the time zone \"Europe/Belin\" of the schedule is not known");
    assertThat(Timetable.read(lost)).isEmpty();
  }
}
