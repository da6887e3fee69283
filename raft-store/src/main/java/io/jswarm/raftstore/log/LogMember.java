package io.jswarm.raftstore.log;

/**
 * One voting member of the log.
 *
 * @param id never given to another data directory; letters, digits and dashes
 * @param address {@code host:port} where it listens for the other members; empty when unknown
 */
public record LogMember(String id, String address) {
  public LogMember {
    if (!id.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("a log member's id is letters, digits and dashes: " + id);
    }
  }
}
