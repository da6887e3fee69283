/**
 * The leader's side of the sessions with all nodes, as a pure single-threaded core: {@link
 * io.jswarm.manager.dispatch.DispatcherCore} takes messages, image changes and time, and answers
 * with effects. It knows which nodes live, tells each what to run, and passes on what nodes report.
 * Nothing here reads a clock, waits or touches a socket: {@code manager.dispatch.live} does that,
 * and a simulation can do it instead.
 */
@NullMarked
package io.jswarm.manager.dispatch;

import org.jspecify.annotations.NullMarked;
