package io.jswarm.ingress.table;

/** How the answer to a connection that came by another node goes back to that node. */
public enum ReturnPath {
  /**
   * All such packets have one route, to a neighbour that is no node, and the frame's destination is
   * rewritten as it leaves: what a node keeps does not grow with the nodes. Needs the kernel's hook
   * at the egress of a device (Linux 5.16).
   */
  REWRITTEN,
  /** A routing rule and a table for every node. */
  ROUTED
}
