package io.jswarm.worker.engine;

/**
 * What a container uses.
 *
 * @param cpuNanos CPU time of all its processes since it began
 * @param memoryBytes what it holds now, without pages of files that the kernel could take back at
 *     once
 */
public record Use(long cpuNanos, long memoryBytes) {}
