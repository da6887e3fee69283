package io.jswarm.worker.agent;

import io.jswarm.api.model.NodeDescription;

/**
 * What an agent is told about its node.
 *
 * @param addr the node's advertised IP address
 * @param preparesMax how many containers may be made at the same time
 * @param startsMax how many containers may be started at the same time
 */
public record AgentSettings(
    String addr, NodeDescription description, int preparesMax, int startsMax) {
  private static final int PREPARES_PER_CORE = 4;
  private static final int STARTS_PER_CORE = 2;

  public AgentSettings {
    if (preparesMax < 1 || startsMax < 1) {
      throw new IllegalArgumentException("a node must be able to prepare and start one container");
    }
  }

  /**
   * Preparing waits for network and disk, starting needs the processor: so more of the first at
   * once.
   */
  public static AgentSettings forCores(String addr, NodeDescription description, int cores) {
    return new AgentSettings(addr, description, cores * PREPARES_PER_CORE, cores * STARTS_PER_CORE);
  }
}
