package io.jswarm.worker.engine;

import io.jswarm.api.model.HealthConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to see whether a container is well: as its spec says, else as its image says, field by field.
 *
 * @param config both merged; what is zero has Docker's default
 * @param command what is run in the container; its exit code 0 means that all is well
 */
public record HealthCheck(HealthConfig config, List<String> command) {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration START_INTERVAL = Duration.ofSeconds(5);
  private static final int RETRIES = 3;
  private static final HealthConfig NOTHING_SAID =
      new HealthConfig(List.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  public HealthCheck {
    command = List.copyOf(command);
  }

  /**
   * The check of a container; empty when there is nothing to run, or the test is {@code NONE}.
   *
   * @param shell the image's, for tests written as one line
   * @throws EngineException.Rejected for a test of an unknown kind
   */
  public static Optional<HealthCheck> of(
      @Nullable HealthConfig spec, @Nullable HealthConfig image, List<String> shell) {
    HealthConfig merged =
        merge(spec == null ? NOTHING_SAID : spec, image == null ? NOTHING_SAID : image);
    List<String> test = merged.test();
    if (test.isEmpty() || test.getFirst().equals("NONE")) {
      return Optional.empty();
    }
    List<String> words = test.subList(1, test.size());
    List<String> command =
        switch (test.getFirst()) {
          case "CMD" -> words;
          case "CMD-SHELL" -> {
            List<String> line = new ArrayList<>(shell);
            line.addAll(words);
            yield line;
          }
          default ->
              throw new EngineException.Rejected(
                  "Unknown healthcheck type '%s' (expected 'CMD', 'CMD-SHELL' or 'NONE')"
                      .formatted(test.getFirst()));
        };
    return words.isEmpty() ? Optional.empty() : Optional.of(new HealthCheck(merged, command));
  }

  private static HealthConfig merge(HealthConfig spec, HealthConfig image) {
    return new HealthConfig(
        spec.test().isEmpty() ? image.test() : spec.test(),
        first(spec.interval(), image.interval()),
        first(spec.timeout(), image.timeout()),
        first(spec.startPeriod(), image.startPeriod()),
        first(spec.startInterval(), image.startInterval()),
        spec.retries() == 0 ? image.retries() : spec.retries());
  }

  /** From the end of one probe to the next. */
  public Duration interval() {
    return first(config.interval(), INTERVAL);
  }

  /** A probe that takes longer has failed. */
  public Duration timeout() {
    return first(config.timeout(), TIMEOUT);
  }

  /** For so long after the start, failures of a container that never was well do not count. */
  public Duration startPeriod() {
    return config.startPeriod();
  }

  /** The interval while failures do not count. */
  public Duration startInterval() {
    return first(config.startInterval(), START_INTERVAL);
  }

  /** So many failures in a row make it unhealthy. */
  public int retries() {
    return config.retries() > 0 ? config.retries() : RETRIES;
  }

  private static Duration first(Duration one, Duration other) {
    return one.isZero() ? other : one;
  }
}
