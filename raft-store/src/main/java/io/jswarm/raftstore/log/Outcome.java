package io.jswarm.raftstore.log;

/** What became of a proposed entry, as far as the proposer can know. */
public sealed interface Outcome {

  /** The entry is in the log for ever and has been applied here, at this log index. */
  record Committed(long index) implements Outcome {}

  /** The entry is surely not in the log and never will be; it may be proposed again. */
  record NotAppended(String reason) implements Outcome {}

  /** The entry may be committed already, later, or never. */
  record Unknown(String reason) implements Outcome {}
}
