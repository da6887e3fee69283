package io.jswarm.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the roll-out of the current spec is. */
@OmitEmpty
public record UpdateStatus(
    @Nullable UpdateState state,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    String message) {
  public UpdateStatus {
    message = Values.text(message);
  }
}
