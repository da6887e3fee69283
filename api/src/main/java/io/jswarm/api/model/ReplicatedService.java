package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** A number of tasks kept running; absent means one. */
@OmitEmpty
public record ReplicatedService(@Nullable Long replicas) {}
