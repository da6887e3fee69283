package io.jswarm.api.model;

/** How a node is, as the leader sees it, and the address it was last seen from. */
@OmitEmpty
public record NodeStatus(@Always NodeState state, String message, String addr) {
  public NodeStatus {
    state = state == null ? NodeState.UNKNOWN : state;
    message = Values.text(message);
    addr = Values.text(addr);
  }

  /** Of a node that has not been heard of. */
  public static final NodeStatus UNKNOWN = new NodeStatus(NodeState.UNKNOWN, "", "");

  public NodeStatus withState(NodeState state) {
    return new NodeStatus(state, message, addr);
  }

  public NodeStatus withMessage(String message) {
    return new NodeStatus(state, message, addr);
  }

  public NodeStatus withAddr(String addr) {
    return new NodeStatus(state, message, addr);
  }
}
