package io.jswarm.lab.bench.sample;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Takes the samples of one group and one contender: to the file and to the terminal. */
public final class Recorder {
  /** Longer ones are for the file only. */
  private static final int MAX_SHOWN_DETAILS = 200;

  private final SampleFile file;
  private final String group;
  private final Contender contender;

  public Recorder(SampleFile file, String group, Contender contender) {
    this.file = file;
    this.group = group;
    this.contender = contender;
  }

  public Contender contender() {
    return contender;
  }

  /** A time in seconds; empty when the wait for it ended first. */
  public void seconds(String figure, OptionalDouble value) throws IOException {
    seconds(figure, value, Map.of());
  }

  public void seconds(String figure, double value) throws IOException {
    seconds(figure, OptionalDouble.of(value), Map.of());
  }

  public void seconds(String figure, OptionalDouble value, Map<String, ?> details)
      throws IOException {
    record(figure, value, "s", details);
  }

  /** Any value, with its unit. */
  public void value(String figure, double value, String unit, Map<String, ?> details)
      throws IOException {
    record(figure, OptionalDouble.of(value), unit, details);
  }

  private void record(String figure, OptionalDouble value, String unit, Map<String, ?> details)
      throws IOException {
    var moment =
        new Sample.Moment(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Facts.load());
    file.append(
        new Sample(group, figure, contender, value, unit, moment, new LinkedHashMap<>(details)));
    String shown =
        value.isPresent()
            ? String.format(Locale.ROOT, "%.3f %s", value.getAsDouble(), unit)
            : "not in time";
    System.out.printf(
        Locale.ROOT,
        "%s  %-7s %-32s %14s  load %.1f %s%n",
        moment.at().substring(11, 19),
        contender.title(),
        figure,
        shown,
        moment.load(),
        details.isEmpty() || details.toString().length() > MAX_SHOWN_DETAILS ? "" : details);
  }
}
