package io.jswarm.lab.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one trial has measured, in the order in which it did; a name ends with its unit. */
final class Figures {
  private final Map<String, Object> values = new LinkedHashMap<>();

  Figures(int nodes, int tasks, ScaleOptions options) {
    values.put("nodes", nodes);
    values.put("tasks", tasks);
    values.put("began", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    values.put("manager heap bound", options.heap());
    values.put("election timeout, ms", options.electionTimeout());
  }

  /** Notes a figure down and says it. */
  void put(String name, double value) {
    double rounded = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1_000) / 1e3;
    values.put(name, rounded);
    System.out.printf("%-55s %,.3f%n", name, rounded);
  }

  /** How many threads of the whole machine want a processor, as a mean of the last minute. */
  void putLoad(String phase) {
    try {
      String load = Files.readString(Path.of("/proc/loadavg"));
      put(phase + ": load of the machine", Double.parseDouble(load.split(" ", -1)[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object get(String name) {
    return values.getOrDefault(name, "nothing");
  }

  Map<String, Object> toMap() {
    return values;
  }
}
