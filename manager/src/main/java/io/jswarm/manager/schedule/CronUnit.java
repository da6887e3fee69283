package io.jswarm.manager.schedule;

import java.util.Locale;

/** The five fields of a schedule, in their order. */
enum CronUnit {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"),
  /** Sunday is 0, and 7 too. */
  WEEKDAY("day of week", 0, 7, "SUNMONTUEWEDTHUFRISAT");

  private static final int NAME_LENGTH = 3;

  final String noun;
  final int least;
  final int most;

  /** One after the other, of three letters each. */
  private final String names;

  CronUnit(String noun, int least, int most, String names) {
    this.noun = noun;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** The number a word stands for, or -1. */
  int named(String word) {
    int at = names.indexOf(word.toUpperCase(Locale.ROOT));
    boolean whole = word.length() == NAME_LENGTH && at >= 0 && at % NAME_LENGTH == 0;
    return whole ? at / NAME_LENGTH + least : -1;
  }

  /** What it may be, for people. */
  String says() {
    String words =
        names.isEmpty()
            ? ""
            : " or "
                + names.substring(0, NAME_LENGTH)
                + " to "
                + names.substring(names.length() - NAME_LENGTH);
    return least + " to " + most + words + ", a range 1-5, a step */2 or 1-5/2, or a list of them";
  }
}
