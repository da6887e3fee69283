/**
 * A node's side of its session with the leader, as a pure single-threaded core: {@link
 * io.jswarm.worker.agent.AgentCore} takes what arrived (messages, engine results, finished disk
 * writes, time) and answers with effects. It owns the task controllers, the link to the managers,
 * the statuses not yet acknowledged and the picture of what is on disk. Nothing here reads a clock,
 * waits, or touches a socket, a file or the engine: {@code worker.agent.live} does that, and a
 * simulation can do it instead.
 */
@NullMarked
package io.jswarm.worker.agent;

import org.jspecify.annotations.NullMarked;
