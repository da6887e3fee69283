package io.jswarm.daemon.rest;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinRequest;
import java.util.function.Supplier;

/**
 * How this node enters and leaves clusters. Every step may block until its outcome is known; its
 * request has been checked for form, and nothing else.
 *
 * @param standing what the node is now; never blocks
 */
public record NodeLife(
    Supplier<Standing> standing, Init init, Join join, Leave leave, Unlock unlock) {
  /** What became of a step. */
  public sealed interface Outcome {
    /** Done. {@code nodeId} is this node's in the cluster; empty after leaving. */
    record Done(String nodeId) implements Outcome {}

    /** Nothing was changed; the message is sent as it is. */
    record Refused(Refusal refusal) implements Outcome {}
  }

  /** Makes a cluster of this node alone. */
  @FunctionalInterface
  public interface Init {
    /** Ends when the node can serve as a manager. */
    Outcome run(InitRequest request) throws InterruptedException;
  }

  /** Joins a cluster in the role its token stands for. */
  @FunctionalInterface
  public interface Join {
    /** Ends when the node is in, or after 20 s while the attempt goes on. */
    Outcome run(JoinRequest request) throws InterruptedException;
  }

  /** Leaves the cluster. */
  @FunctionalInterface
  public interface Leave {
    /** Refuses a manager without {@code force}. */
    Outcome run(boolean force) throws InterruptedException;
  }

  /** Opens a locked manager. */
  @FunctionalInterface
  public interface Unlock {
    /** Takes the key as it was typed, {@code SWMKEY-1-…}. */
    Outcome run(String key) throws InterruptedException;
  }
}
