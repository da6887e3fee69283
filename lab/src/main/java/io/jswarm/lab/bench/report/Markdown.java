package io.jswarm.lab.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables and numbers as they are written on the page. */
final class Markdown {
  private Markdown() {}

  static String header(List<String> titles) {
    return row(titles)
        + titles.stream().map(_ -> "---").collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Three digits that say something. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  static String with(double value, String unit) {
    return number(value) + (unit.startsWith("/") ? unit : " " + unit);
  }
}
