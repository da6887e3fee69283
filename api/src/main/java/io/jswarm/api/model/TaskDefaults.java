package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** What applies to tasks that do not say otherwise. */
@OmitEmpty
public record TaskDefaults(@Nullable Driver logDriver) {

  /** Nothing said. */
  public static final TaskDefaults UNSET = new TaskDefaults(null);
}
