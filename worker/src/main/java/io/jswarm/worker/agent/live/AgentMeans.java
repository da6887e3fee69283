package io.jswarm.worker.agent.live;

import io.jswarm.pki.TlsIdentity;
import java.util.concurrent.ThreadFactory;

/**
 * What an agent works with.
 *
 * @param loop makes the thread that decides and sends heartbeats: a platform thread where these
 *     must go on whatever else the process does
 * @param threads makes the others, for the disk and for what it is told of networks; virtual ones
 *     where one process holds thousands of agents
 */
public record AgentMeans(ManagerChannels channels, ThreadFactory loop, ThreadFactory threads) {
  /** For one agent in a process. */
  public static AgentMeans own(TlsIdentity identity) {
    ThreadFactory threads = Thread.ofPlatform().daemon().name("agent-", 0).factory();
    return new AgentMeans(new ManagerChannels(identity), threads, threads);
  }
}
