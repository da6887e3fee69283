/**
 * What a fail-over did when: one line of the daemon's log for each step, all through one logger
 * ({@link io.jswarm.manager.trace.FailoverTrace}), so that {@code lab/failover-trace} can put those
 * of several daemons in a row. Nothing is decided here.
 */
@NullMarked
package io.jswarm.manager.trace;

import org.jspecify.annotations.NullMarked;
