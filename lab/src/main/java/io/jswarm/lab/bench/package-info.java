/**
 * How fast this cluster is, beside real Docker Swarm on the same machine: {@code lab/bench}. A
 * {@link io.jswarm.lab.bench.Bench} runs groups of measurements on both in turn, appends every
 * sample to a file, and writes docs/BENCHMARKS.md from those files alone. What is measured lives in
 * {@code group}; nothing here judges, but for the table of what must be reached.
 */
@NullMarked
package io.jswarm.lab.bench;

import org.jspecify.annotations.NullMarked;
