package io.jswarm.lab.fleet;

/**
 * What a fleet has counted since it began. Messages and bytes are those of the sessions alone, as
 * they are on the wire before TLS.
 *
 * @param millis since the process began its work
 * @param joined nodes that have a certificate and an agent
 * @param sessions nodes whose session the leader has accepted and that have not lost it since
 * @param sessionsBegun sessions that were accepted, all in all
 * @param running containers that run
 * @param failures joins and agents that failed for good
 * @param in from managers
 * @param out to managers
 * @param heapBytes in use, what is garbage included
 */
public record FleetCounts(
    long millis,
    int joined,
    int sessions,
    long sessionsBegun,
    int running,
    int failures,
    long in,
    long out,
    long bytesIn,
    long bytesOut,
    long heapBytes) {

  /** Of a fleet that has said nothing yet. */
  public static final FleetCounts NONE = new FleetCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Of two fleets together; the time is the later one. */
  public FleetCounts plus(FleetCounts other) {
    return new FleetCounts(
        Math.max(millis, other.millis),
        joined + other.joined,
        sessions + other.sessions,
        sessionsBegun + other.sessionsBegun,
        running + other.running,
        failures + other.failures,
        in + other.in,
        out + other.out,
        bytesIn + other.bytesIn,
        bytesOut + other.bytesOut,
        heapBytes + other.heapBytes);
  }

  /** What both directions carried together. */
  public long messages() {
    return in + out;
  }

  /** What both directions carried together. */
  public long bytes() {
    return bytesIn + bytesOut;
  }
}
