package io.jswarm.api.model;

/** How many tasks run, should run, and have completed; computed for answers, never stored. */
@OmitEmpty
public record ServiceStatus(
    @Always long runningTasks, @Always long desiredTasks, @Always long completedTasks) {}
