package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.Driver;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.LogAttributes;
import io.jswarm.worker.logs.ContainerLog;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how much log of a container is kept. The drivers {@code json-file} and {@code local}
 * differ in what they keep when nothing is said; both are kept and read in the same way.
 *
 * @param kept whether anything is
 * @param maxBytes when a file is this long the next is begun
 * @param maxFiles so many are kept, the one that is written included
 */
record LogOptions(boolean kept, long maxBytes, int maxFiles) {
  private static final String NONE = "none";

  /**
   * Docker keeps everything of {@code json-file} until the disk is full; a node that others depend
   * on had better not.
   */
  private static final LogOptions JSON_FILE = new LogOptions(true, 256L << 20, 1);

  private static final LogOptions LOCAL = new LogOptions(true, 20L << 20, 5);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)b?");

  /**
   * Those that name what else a line says are {@link LogAttributes}'. What is compressed or not
   * nobody sees.
   */
  private static final List<String> OPTIONS =
      List.of(
          "max-size", "max-file", "compress", "labels", "labels-regex", "env", "env-regex", "tag");

  /**
   * Reads the driver of a spec.
   *
   * @throws EngineException.Rejected for one that this engine does not have, or options it does not
   *     understand
   */
  static LogOptions of(@Nullable Driver driver) {
    if (driver == null) {
      return JSON_FILE;
    }
    LogOptions defaults =
        switch (driver.name()) {
          case "", "json-file" -> JSON_FILE;
          case "local" -> LOCAL;
          case NONE -> new LogOptions(false, 0, 1);
          default ->
              throw new EngineException.Rejected(
                  "logger: no log driver named '%s' is registered".formatted(driver.name()));
        };
    for (String option : driver.options().keySet()) {
      if (driver.name().equals(NONE) || !OPTIONS.contains(option)) {
        throw new EngineException.Rejected(
            "unknown log opt '%s' for %s log driver".formatted(option, driver.name()));
      }
    }
    String fault = LogAttributes.fault(driver.options());
    if (fault != null) {
      throw new EngineException.Rejected(fault);
    }
    String size = driver.options().get("max-size");
    String files = driver.options().get("max-file");
    return new LogOptions(
        defaults.kept,
        size == null ? defaults.maxBytes : bytes(size),
        files == null ? defaults.maxFiles : count(files));
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > ContainerLog.FILES_MAX) {
      throw new EngineException.Rejected(
          "invalid log option max-file: '%s' is not a number from 1 to %d"
              .formatted(text, ContainerLog.FILES_MAX));
    }
    return Integer.parseInt(text);
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new EngineException.Rejected("invalid log option max-size: '" + text + "'");
    }
    long unit =
        switch (size.group(2)) {
          case "k" -> 1L << 10;
          case "m" -> 1L << 20;
          case "g" -> 1L << 30;
          default -> 1;
        };
    return Long.parseLong(size.group(1)) * unit;
  }
}
