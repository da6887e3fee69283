package io.jswarm.worker.agent;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.task.TaskEffect.EngineWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the agent wants done, in order. */
public sealed interface AgentEffect {
  /**
   * Open a session stream. Its end, also a failure to open, is answered by {@link
   * AgentInput.Closed}.
   */
  record Connect(long connection, ManagerAddress manager) implements AgentEffect {}

  /** Say this on the connection; nothing happens when it has ended already. */
  record Send(long connection, WorkerMessage message) implements AgentEffect {}

  /**
   * End the connection after what was sent on it. No {@link AgentInput.Closed} is needed for it.
   */
  record Disconnect(long connection, String why) implements AgentEffect {}

  /** Write this to disk, then answer {@link AgentInput.Persisted}. At most one is under way. */
  record Persist(long version, AgentState state) implements AgentEffect {}

  /** Let the engine do this; the answer is {@link AgentInput.TaskDone}. */
  record RunEngine(String taskId, EngineWork work) implements AgentEffect {}

  /** A session begins: the data path will be told everything anew. Not answered. */
  record BeginFacts() implements AgentEffect {}

  /**
   * Let the data path do as these facts say; {@link AgentInput.FactsApplied} answers. In order with
   * {@link BeginFacts}.
   */
  record ApplyFacts(long connection, ManagerMessage.Networks networks) implements AgentEffect {}

  /**
   * From then on these containers must not run any more, whatever becomes of this daemon; in place
   * of what was said before.
   */
  record Guard(Instant killAt, List<String> containerIds) implements AgentEffect {}

  /**
   * Look what these containers use; those that do not run are left out. Answered by {@link
   * AgentInput.Measured}.
   *
   * @param containers by the task each belongs to
   */
  record Measure(long connection, Map<String, String> containers) implements AgentEffect {}

  /** Stop and remove a container that belongs to no task of this node. Not answered. */
  record RemoveStray(String containerId, String taskId) implements AgentEffect {}

  /** What the node should know of its cluster has changed: managers, its own role, roots. */
  record ClusterSeen(ManagerMessage.Cluster cluster) implements AgentEffect {}

  /**
   * The session has ended for good after {@link AgentInput.Leave}, or {@link AgentInput.Pause}:
   * then the leader knows.
   */
  record Left() implements AgentEffect {}
}
