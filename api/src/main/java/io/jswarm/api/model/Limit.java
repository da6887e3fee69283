package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Upper bounds; zero is no bound. CPU is in billionths of a core. */
@OmitEmpty
public record Limit(@JsonProperty("NanoCPUs") long nanoCpus, long memoryBytes, long pids) {}
