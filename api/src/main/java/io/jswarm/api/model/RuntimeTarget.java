package io.jswarm.api.model;

/** Marks a config that is read by the container's runtime instead of being mounted. */
@OmitEmpty
public record RuntimeTarget() {}
