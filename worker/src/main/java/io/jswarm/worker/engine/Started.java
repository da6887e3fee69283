package io.jswarm.worker.engine;

import java.time.Instant;

/**
 * The container's first process runs.
 *
 * @param pid its number as this node's processes see it; 0 in an engine without processes
 */
public record Started(int pid, Instant at) {}
