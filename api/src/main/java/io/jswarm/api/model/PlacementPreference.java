package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** One wish of how to place tasks; spreading is the only kind there is. */
@OmitEmpty
public record PlacementPreference(@Nullable SpreadOver spread) {}
