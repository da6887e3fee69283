/**
 * An engine without containers, for tests and for scale: everything happens at once and in memory,
 * and a container's behaviour is said by labels of its spec. Nothing here touches disk, kernel or
 * network; start at {@link io.jswarm.worker.engine.sim.SimEngine}.
 */
@NullMarked
package io.jswarm.worker.engine.sim;

import org.jspecify.annotations.NullMarked;
