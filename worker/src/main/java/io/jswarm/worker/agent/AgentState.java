package io.jswarm.worker.agent;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.worker.task.TaskRecord;
import java.util.List;

/**
 * What a node must remember over a restart of its daemon: whom to ask, and what it runs.
 *
 * @param managers the leader first, as last heard
 */
public record AgentState(List<ManagerAddress> managers, List<TaskRecord> tasks) {
  /** Of a node that was never assigned anything. */
  public static final AgentState EMPTY = new AgentState(List.of(), List.of());

  public AgentState {
    managers = List.copyOf(managers);
    tasks = List.copyOf(tasks);
  }
}
