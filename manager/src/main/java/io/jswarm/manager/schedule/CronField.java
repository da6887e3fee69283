package io.jswarm.manager.schedule;

/**
 * One field of a schedule.
 *
 * @param values a bit for each number that is meant
 * @param star whether the field begins with a star, which is not the same as meaning every number:
 *     of two fields for days that both say something, either may hold
 */
record CronField(long values, boolean star) {

  /**
   * Reads a field.
   *
   * @throws BadSchedule when it says nothing this unit has
   */
  static CronField parse(CronUnit unit, String text) {
    long values = 0;
    for (String item : text.split(",", -1)) {
      values |= item(unit, item);
    }
    if (unit == CronUnit.WEEKDAY && (values & bit(unit.most)) != 0) {
      values = (values & ~bit(unit.most)) | bit(unit.least);
    }
    return new CronField(values, text.startsWith("*"));
  }

  boolean has(int value) {
    return (values & bit(value)) != 0;
  }

  private static long bit(int value) {
    return 1L << value;
  }

  private static long item(CronUnit unit, String item) {
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int step = slash < 0 ? 1 : step(unit, item, item.substring(slash + 1));
    int dash = range.indexOf('-');
    int first;
    int last;
    if (range.equals("*")) {
      first = unit.least;
      last = unit == CronUnit.WEEKDAY ? unit.most - 1 : unit.most;
    } else if (dash < 0) {
      first = number(unit, item, range);
      last = first;
      if (slash >= 0) {
        throw bad(unit, item, "a step needs a range to go through");
      }
    } else {
      first = number(unit, item, range.substring(0, dash));
      last = number(unit, item, range.substring(dash + 1));
      if (unit == CronUnit.WEEKDAY && last < first && last == unit.least) {
        last = unit.most; // FRI-SUN
      }
    }
    if (first > last) {
      throw bad(unit, item, "the range ends before it begins");
    }
    long values = 0;
    for (int value = first; value <= last; value += step) {
      values |= bit(value);
    }
    return values;
  }

  private static int step(CronUnit unit, String item, String text) {
    int step = digits(text);
    if (step < 1 || step > unit.most) {
      throw bad(unit, item, "the step \"" + text + "\" is not from 1 to " + unit.most);
    }
    return step;
  }

  private static int number(CronUnit unit, String item, String text) {
    int named = unit.named(text);
    int number = named < 0 ? digits(text) : named;
    if (number < unit.least || number > unit.most) {
      throw bad(unit, item, "\"" + text + "\" is no " + unit.noun);
    }
    return number;
  }

  /** The number in a text of one or two digits; -1 for any other text. */
  private static int digits(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(text) : -1;
  }

  private static BadSchedule bad(CronUnit unit, String item, String why) {
    return new BadSchedule(
        "the %s of the schedule, \"%s\", cannot be read: %s; it may be %s"
            .formatted(unit.noun, item, why, unit.says()));
  }
}
