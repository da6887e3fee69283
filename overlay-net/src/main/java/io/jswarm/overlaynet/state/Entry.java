package io.jswarm.overlaynet.state;

/** One thing in a network namespace. Two entries with the same key cannot be there at once. */
public sealed interface Entry
    permits Link, Address, Route, Neighbour, Forwarding, MarkRule, Setting {
  /** What the entry is, whatever its details: the same for every version of it. */
  String key();

  /** The device it goes away with; empty when it does not depend on one. */
  String device();
}
