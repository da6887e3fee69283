package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** What a task may use at most and what a node must keep free for it. */
@OmitEmpty
public record ResourceRequirements(
    @Nullable Limit limits,
    @Nullable Resources reservations,
    @Nullable Long swapBytes,
    @Nullable Long memorySwappiness) {}
