/**
 * What carries out the agent's decisions on a real node: one thread feeds {@link
 * io.jswarm.worker.agent.AgentCore}, virtual threads do what the engine is asked for, a gRPC stream
 * carries the session, a file the state, and a second stream the logs. Start at {@link
 * io.jswarm.worker.agent.live.Agent}. Nothing is decided here.
 */
@NullMarked
package io.jswarm.worker.agent.live;

import org.jspecify.annotations.NullMarked;
