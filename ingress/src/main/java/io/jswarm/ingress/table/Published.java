package io.jswarm.ingress.table;

import java.util.List;

/**
 * What is published: by a service on every node, or by a task on its own.
 *
 * @param id of the service or of the task
 * @param backends v4 addresses on the fabric of those that take new connections
 */
public record Published(String id, Reach reach, List<Binding> bindings, List<String> backends) {
  /** Which nodes answer. */
  public enum Reach {
    /** All, whether they run a task or not; called by any node's address. */
    EVERY_NODE,
    /** This one. */
    THIS_NODE
  }

  public Published {
    bindings = List.copyOf(bindings);
    backends = List.copyOf(backends);
  }
}
