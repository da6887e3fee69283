package io.jswarm.manager.orchestration;

/**
 * Where a service has one task at a time: a numbered slot, or a node.
 *
 * @param slot from 1 on for services, from 0 on for jobs, 0 for nodes
 * @param nodeId empty for a slot, whose tasks may be on any node
 */
record Place(int slot, String nodeId) implements Comparable<Place> {

  static Place inSlot(int slot) {
    return new Place(slot, "");
  }

  static Place onNode(String nodeId) {
    return new Place(0, nodeId);
  }

  @Override
  public int compareTo(Place other) {
    int bySlot = Integer.compare(slot, other.slot);
    return bySlot == 0 ? nodeId.compareTo(other.nodeId) : bySlot;
  }
}
