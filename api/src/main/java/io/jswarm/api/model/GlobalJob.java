package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * One task on every node that runs to its end.
 *
 * @param schedule ours (docs/adr/033): when to run it again
 */
@OmitEmpty
public record GlobalJob(@Nullable Schedule schedule) {
  /** One that is run once. */
  public GlobalJob() {
    this(null);
  }
}
