/**
 * How tasks are shared out: first over the values of the preferred labels ({@link
 * io.jswarm.scheduler.spread.SpreadTree}), as evenly as what already runs allows, then over the
 * nodes ({@link io.jswarm.scheduler.spread.Order}). Knows nothing of why a node may be unfit.
 */
@NullMarked
package io.jswarm.scheduler.spread;

import org.jspecify.annotations.NullMarked;
