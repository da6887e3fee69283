package io.jswarm.api.model;

/** One task on every node that runs to its end; it has no settings. */
@OmitEmpty
public record GlobalJob() {}
