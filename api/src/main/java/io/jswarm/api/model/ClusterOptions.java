package io.jswarm.api.model;

/** Marks a mount of a cluster volume; it has no options. */
@OmitEmpty
public record ClusterOptions() {}
