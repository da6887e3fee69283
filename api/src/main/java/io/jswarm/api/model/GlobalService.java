package io.jswarm.api.model;

/** One task on every node; it has no settings. */
@OmitEmpty
public record GlobalService() {}
