package io.jswarm.api.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether, when and how often a stopped task is replaced. An absent value leaves the choice to us,
 * an explicit one is kept to the letter.
 */
@OmitEmpty
public record RestartPolicy(
    String condition,
    @Nullable Duration delay,
    @Nullable Long maxAttempts,
    @Nullable Duration window) {
  public RestartPolicy {
    condition = Values.text(condition);
  }

  /** Nothing said. */
  public static final RestartPolicy UNSET = new RestartPolicy("", null, null, null);
}
