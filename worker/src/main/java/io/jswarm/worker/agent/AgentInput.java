package io.jswarm.worker.agent;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.task.TaskInput;
import java.time.Instant;
import java.util.List;

/** What happens to a node's agent. */
public sealed interface AgentInput {
  /** First of all: every container of the engine. */
  record Booted(List<LocalContainer> containers) implements AgentInput {}

  /**
   * Before {@link Booted}: these containers were to be killed then, unless the lease was renewed
   * (see {@link AgentEffect.Guard}).
   */
  record Guarded(Instant killAt) implements AgentInput {}

  /**
   * Where managers may be found, from outside the session: the address joined by, or this node's
   * own.
   */
  record ManagersKnown(List<ManagerAddress> managers) implements AgentInput {}

  /** A manager spoke on this connection. */
  record Received(long connection, ManagerMessage message) implements AgentInput {}

  /** The connection has ended, or could not be made. */
  record Closed(long connection, String why) implements AgentInput {}

  /** The engine answers for a task. */
  record TaskDone(String taskId, TaskInput result) implements AgentInput {}

  /** Packets go as this message of the connection says. */
  record FactsApplied(long connection, long sequence) implements AgentInput {}

  /** The state of this version is safe on disk. */
  record Persisted(long version) implements AgentInput {}

  /** The node has found something new to say of itself. */
  record Described(NodeDescription description) implements AgentInput {}

  /** The node has other public keys, by which what is sent to it is encrypted. */
  record Keyed(String dataPathKey) implements AgentInput {}

  /** The node has these volumes, as far as it says so. */
  record Stored(List<String> volumes) implements AgentInput {}

  /** Something is wrong with a part of the node; with an empty sentence, it is well again. */
  record Troubled(Part part, String sentence) implements AgentInput {}

  /** What has come of trying the ways to other nodes. */
  record Tried(DataPathStatus status) implements AgentInput {}

  /** Answers {@link AgentEffect.Measure}. */
  record Measured(long connection, WorkerMessage.Usage usage) implements AgentInput {}

  /** A part of the node that something may be wrong with. */
  enum Part {
    DISK,
    NETWORKS
  }

  /** The node leaves the cluster: say so, then end the session for good. */
  record Leave() implements AgentInput {}

  /** The daemon ends and will be back: say so. Tasks run on. */
  record Pause() implements AgentInput {}

  /** Time has passed; see {@link AgentCore#wakeAt}. */
  record Tick() implements AgentInput {}
}
