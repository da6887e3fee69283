package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.Driver;
import io.jswarm.worker.engine.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much log of a container is kept.
 *
 * @param maxBytes when the log is this long it starts anew
 */
record LogOptions(long maxBytes) {
  /**
   * Docker keeps everything until the disk is full; a node that others depend on had better not.
   */
  private static final long DEFAULT_MAX_BYTES = 256L << 20;

  private static final List<String> DRIVERS = List.of("", "json-file", "local");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)b?");

  /**
   * Reads the driver of a spec: ours behaves as {@code json-file}, and knows its {@code max-size}.
   */
  static LogOptions of(@Nullable Driver driver) {
    if (driver == null) {
      return new LogOptions(DEFAULT_MAX_BYTES);
    }
    if (!DRIVERS.contains(driver.name())) {
      throw new EngineException.Rejected(
          "logger: no log driver named '%s' is registered".formatted(driver.name()));
    }
    String size = driver.options().get("max-size");
    return new LogOptions(size == null ? DEFAULT_MAX_BYTES : bytes(size));
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
