package io.jswarm.worker.agent.live;

import io.jswarm.pki.TlsIdentity;
import java.util.concurrent.ThreadFactory;

/**
 * What an agent works with.
 *
 * @param threads makes its two threads. Platform threads where heartbeats must go on whatever else
 *     the process does; virtual ones where one process holds thousands of agents
 */
public record AgentMeans(ManagerChannels channels, ThreadFactory threads) {
  /** For one agent in a process. */
  public static AgentMeans own(TlsIdentity identity) {
    return new AgentMeans(
        new ManagerChannels(identity), Thread.ofPlatform().daemon().name("agent-", 0).factory());
  }
}
