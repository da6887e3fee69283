package io.jswarm.daemon.node;

import io.jswarm.api.command.Refusal;

/** A step of the node's life that did not happen, with the sentence for the operator. */
public final class NodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  NodeException(Refusal.Kind kind, String message) {
    super(message);
    this.refusal = new Refusal(kind, message);
  }

  NodeException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  static NodeException invalid(String message) {
    return new NodeException(Refusal.Kind.INVALID_ARGUMENT, message);
  }

  static NodeException unavailable(String message) {
    return new NodeException(Refusal.Kind.UNAVAILABLE, message);
  }

  /** What went wrong. */
  public Refusal refusal() {
    return refusal;
  }
}
