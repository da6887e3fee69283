package io.jswarm.raftstore.log;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one member knows of the log at a moment.
 *
 * @param leaderId null when no leader is known
 * @param applied the index of the last entry applied here, -1 when none
 * @param committed the highest index known here to be committed, -1 when none
 * @param peers the other members, sorted by id
 */
public record LogStatus(
    Role role,
    long term,
    @Nullable String leaderId,
    long applied,
    long committed,
    List<Peer> peers) {

  /** What this member is at the moment. */
  public enum Role {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    STOPPED
  }

  /**
   * Another member as seen from here.
   *
   * @param lastContact how long ago it last answered; null when this member is not the one that
   *     talks to it (only the leader talks to all)
   */
  public record Peer(String memberId, @Nullable Duration lastContact) {

    /** Silence after which a peer counts as unreachable: five heartbeats of a healthy leader. */
    public static final Duration UNREACHABLE_AFTER = Duration.ofMillis(1500);

    /** True when it answered lately; false also when nobody here knows. */
    public boolean reachable() {
      return lastContact != null && lastContact.compareTo(UNREACHABLE_AFTER) <= 0;
    }
  }
}
