package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * How a node is, as the leader sees it, and the address it was last seen from.
 *
 * @param dataPath ours: what is wrong between it and its peers; null when it does not try
 * @param fenced ours: it is down, and for so long that tasks which fence themselves have stopped
 *     there (see {@link Fence})
 */
@OmitEmpty
public record NodeStatus(
    @Always NodeState state,
    String message,
    String addr,
    @Nullable DataPathStatus dataPath,
    boolean fenced) {
  public NodeStatus {
    state = state == null ? NodeState.UNKNOWN : state;
    message = Values.text(message);
    addr = Values.text(addr);
  }

  /** Of a node whose ways to its peers are not known. */
  public NodeStatus(NodeState state, String message, String addr) {
    this(state, message, addr, null, false);
  }

  /** Of a node that may be heard of. */
  public NodeStatus(
      NodeState state, String message, String addr, @Nullable DataPathStatus dataPath) {
    this(state, message, addr, dataPath, false);
  }

  /** The message of a node whose daemon has ended in order and is expected back. */
  public static final String PAUSING = "the daemon of the node was stopped in order";

  /** Of a node that has not been heard of. */
  public static final NodeStatus UNKNOWN = new NodeStatus(NodeState.UNKNOWN, "", "");

  /** Whether its daemon is away with notice given. */
  public boolean pauses() {
    return state == NodeState.READY && message.equals(PAUSING);
  }

  public NodeStatus withState(NodeState state) {
    return new NodeStatus(state, message, addr, dataPath, fenced);
  }

  public NodeStatus withMessage(String message) {
    return new NodeStatus(state, message, addr, dataPath, fenced);
  }

  public NodeStatus withAddr(String addr) {
    return new NodeStatus(state, message, addr, dataPath, fenced);
  }

  public NodeStatus withDataPath(@Nullable DataPathStatus dataPath) {
    return new NodeStatus(state, message, addr, dataPath, fenced);
  }

  public NodeStatus withFenced(boolean fenced) {
    return new NodeStatus(state, message, addr, dataPath, fenced);
  }
}
