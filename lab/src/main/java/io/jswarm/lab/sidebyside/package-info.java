/**
 * {@code ./check --side-by-side}: the same commands, typed into the same Docker clients, given to
 * this cluster and to real Docker Engines in swarm mode, and every difference between what they
 * answer and what becomes of the tasks. Start at {@link io.jswarm.lab.sidebyside.SideBySide}; what
 * is played is in {@link io.jswarm.lab.sidebyside.scenario.Scenarios}, what may differ in {@link
 * io.jswarm.lab.sidebyside.verdict.KnownDifferences}.
 */
@NullMarked
package io.jswarm.lab.sidebyside;

import org.jspecify.annotations.NullMarked;
