package io.jswarm.lab.history;

/**
 * What a client asks about one service. Labels are values no other call of the history writes, so
 * that a label tells which write it came from.
 */
public sealed interface Call {
  /** The service's name: calls of different names have nothing to do with each other. */
  String name();

  /** Makes the service, if its name is free. */
  record Create(String name, String label) implements Call {}

  /**
   * Writes another label, if the service has still the version that the client has read.
   *
   * @param id the service's, so that a later one of the same name is left alone
   * @param version of an {@link Reply.Seen} of this id
   */
  record Update(String name, String id, long version, String label) implements Call {}

  /** Reads id, version and label. */
  record Inspect(String name) implements Call {}

  /** Removes the service of this id. */
  record Remove(String name, String id) implements Call {}

  /** Whether it means to change something. */
  default boolean isWrite() {
    return !(this instanceof Inspect);
  }
}
