package io.jswarm.worker.task;

import io.jswarm.api.model.Platform;

/** What a task may know of the node it runs on. */
public record NodeFacts(String nodeId, String hostname, Platform platform) {}
