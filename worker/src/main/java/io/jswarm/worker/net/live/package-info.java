/**
 * What carries packets on a real node: {@link io.jswarm.worker.net.live.KernelDataPath} makes the
 * kernel hold what {@code overlaynet.plan} says. One thread owns all of it; what it made is kept by
 * the kernel when the daemon ends, and taken over by the next one.
 */
@NullMarked
package io.jswarm.worker.net.live;

import org.jspecify.annotations.NullMarked;
