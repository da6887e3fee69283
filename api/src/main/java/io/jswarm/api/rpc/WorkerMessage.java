package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says to the leader's dispatcher on its session stream. The node's identity is its
 * certificate's, never a field.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerMessage.Register.class, name = "Register"),
  @JsonSubTypes.Type(value = WorkerMessage.Heartbeat.class, name = "Heartbeat"),
  @JsonSubTypes.Type(value = WorkerMessage.Statuses.class, name = "Statuses"),
  @JsonSubTypes.Type(value = WorkerMessage.Applied.class, name = "Applied"),
  @JsonSubTypes.Type(value = WorkerMessage.NetworksApplied.class, name = "NetworksApplied"),
  @JsonSubTypes.Type(value = WorkerMessage.Describe.class, name = "Describe"),
  @JsonSubTypes.Type(value = WorkerMessage.Condition.class, name = "Condition"),
  @JsonSubTypes.Type(value = WorkerMessage.Paths.class, name = "Paths"),
  @JsonSubTypes.Type(value = WorkerMessage.Renew.class, name = "Renew"),
  @JsonSubTypes.Type(value = WorkerMessage.Usage.class, name = "Usage"),
  @JsonSubTypes.Type(value = WorkerMessage.Leaving.class, name = "Leaving"),
  @JsonSubTypes.Type(value = WorkerMessage.Pausing.class, name = "Pausing"),
})
public sealed interface WorkerMessage {
  /**
   * First on every stream.
   *
   * @param addr the node's advertised IP address
   * @param tasks the state of every task the node has, so that a new leader knows at once what runs
   */
  record Register(NodeDescription description, String addr, List<TaskReport> tasks)
      implements WorkerMessage {}

  /** I am alive. */
  record Heartbeat(long sequence) implements WorkerMessage {}

  /** Task states that changed; repeated on the next session until acknowledged. */
  record Statuses(long sequence, List<TaskReport> tasks) implements WorkerMessage {}

  /** Everything up to this assignment sequence is persisted and acted on. */
  record Applied(long sequence) implements WorkerMessage {}

  /** Packets go as everything up to this sequence of networks says, as far as they ever will. */
  record NetworksApplied(long sequence) implements WorkerMessage {}

  /** The node's description has changed. */
  record Describe(NodeDescription description) implements WorkerMessage {}

  /**
   * Something is wrong with the node, or is so no more; repeated on the next session while it is.
   *
   * @param sentence for people; empty when all is well
   */
  record Condition(String sentence) implements WorkerMessage {}

  /**
   * What has come of trying the ways to other nodes; at the begin of each session and when it
   * changes.
   *
   * @param status null when this node does not try them
   */
  record Paths(@Nullable DataPathStatus status) implements WorkerMessage {}

  /**
   * The node has tasks that fence themselves, and asks for the lease to run them.
   *
   * @param sequence counts up within a session
   */
  record Renew(long sequence) implements WorkerMessage {}

  /**
   * Answers {@link ManagerMessage.Measure}: what the tasks that run of those asked for use.
   *
   * @param atNanos by a clock of the node that only goes forward; what lies between two messages
   *     counts, not the number
   */
  record Usage(long atNanos, List<TaskUse> tasks) implements WorkerMessage {}

  /**
   * The node is leaving the cluster on purpose: it is down at once, not after missed heartbeats.
   */
  record Leaving() implements WorkerMessage {}

  /**
   * The node's daemon ends in order and is expected back: its tasks run on meanwhile. Said last;
   * the leader ends the session as soon as this is kept.
   */
  record Pausing() implements WorkerMessage {}

  /**
   * What one task uses.
   *
   * @param cpuNanos CPU time since its container began
   * @param memoryBytes what it holds now, without what the kernel could take back at once
   */
  record TaskUse(String taskId, long cpuNanos, long memoryBytes) {}

  /** The observed state of one task. */
  record TaskReport(String taskId, TaskStatus status) {}
}
