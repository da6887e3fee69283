/**
 * What was measured: one {@link io.jswarm.lab.bench.sample.Sample} per line of a file per run, with
 * the facts of the machine in its first line. Files are only ever appended to, and everything that
 * is reported is computed from them.
 */
@NullMarked
package io.jswarm.lab.bench.sample;

import org.jspecify.annotations.NullMarked;
