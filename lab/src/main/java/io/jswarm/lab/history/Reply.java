package io.jswarm.lab.history;

/** What a client was told. */
public sealed interface Reply {
  /** The service was made. */
  record Created(String id) implements Reply {}

  /** The update or removal was done. */
  record Done() implements Reply {}

  /** The service as it was read. */
  record Seen(String id, long version, String label) implements Reply {}

  /** The name is taken. */
  record Conflict() implements Reply {}

  /** The service has another version by now. */
  record OutOfSequence() implements Reply {}

  /** There is no such service. */
  record Absent() implements Reply {}

  /** Nothing was done: no leader, still starting, nobody there. Says nothing of the service. */
  record Refused(String sentence) implements Reply {}

  /** It may have been done, may be done at any later time, or never. */
  record Unknown(String sentence) implements Reply {}

  /** Whether this is the success of a write. */
  default boolean acknowledges() {
    return this instanceof Created || this instanceof Done;
  }
}
