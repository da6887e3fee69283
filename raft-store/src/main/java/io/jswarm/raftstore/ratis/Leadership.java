package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogEvents;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ratis' notices of leadership, which come on several threads and may cross each other, into
 * strictly paired events. Leaderships of this member are numbered: one begins when Ratis names this
 * member the leader, is ready once its first entry is applied, and ends.
 */
final class Leadership {
  private static final long READY_POLL_MILLIS = 1;

  private final String self;
  private final EventQueue events;

  // guarded by this
  private int begun;
  private int ended;
  private @Nullable String leader;

  // event thread only
  private boolean told;

  Leadership(String self, EventQueue events) {
    this.self = self;
    this.events = events;
  }

  /** Ratis names a leader, or knows none any more. */
  synchronized void leaderIs(@Nullable String memberId) {
    if (self.equals(memberId)) {
      begun++;
    }
    if (!Objects.equals(leader, memberId)) {
      leader = memberId;
      events.tell(to -> to.leaderChanged(memberId));
    }
  }

  /**
   * All entries before this leadership are applied.
   *
   * @param accepting whether proposals are accepted: Ratis turns them down for some milliseconds
   *     more
   */
  synchronized void ready(long term, BooleanSupplier accepting) {
    int number = begun;
    events.tell(to -> {
      while (!over(number) && !accepting.getAsBoolean()) {
        if (!pause()) {
          return;
        }
      }
      if (!over(number)) {
        told = true;
        to.becameLeader(term);
      }
    });
  }

  /** This member leads no more. */
  synchronized void over() {
    ended = begun;
    events.tell(this::tellLost);
    if (self.equals(leader)) {
      leaderIs(null);
    }
  }

  private void tellLost(LogEvents to) {
    if (told) {
      told = false;
      to.lostLeadership();
    }
  }

  private synchronized boolean over(int number) {
    return ended >= number;
  }

  private static boolean pause() {
    try {
      Thread.sleep(READY_POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
