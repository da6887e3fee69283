package io.jswarm.raftstore.log;

/** The answer to a read barrier. */
public sealed interface Barrier {

  /** Everything committed before the call is applied here. */
  record Reached() implements Barrier {}

  /** No leader with a quorum was found in time. */
  record NoLeader(String reason) implements Barrier {}
}
