package io.jswarm.manager.autoscale;

/**
 * What a task uses.
 *
 * @param nanoCpus CPU on average over the last readings, in billionths of a core
 * @param memoryBytes the memory it held when it was last read
 */
record Load(long nanoCpus, long memoryBytes) {}
