/**
 * A replicated log under virtual time, for simulations of many managers in one thread: as badly
 * behaved as a real one may be, and the same for the same seed.
 */
@NullMarked
package io.jswarm.raftstore.sim;

import org.jspecify.annotations.NullMarked;
