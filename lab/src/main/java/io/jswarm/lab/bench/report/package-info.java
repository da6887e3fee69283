/**
 * From samples to docs/BENCHMARKS.md, without looking at anything else: medians, the range, the
 * ratio to Swarm, and what must be reached. Of the page one section is kept by hand.
 */
@NullMarked
package io.jswarm.lab.bench.report;

import org.jspecify.annotations.NullMarked;
