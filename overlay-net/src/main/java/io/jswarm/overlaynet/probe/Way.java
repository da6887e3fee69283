package io.jswarm.overlaynet.probe;

import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.PathState;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one way to another node. It is broken after three questions in a row without an
 * answer, and good again after two answers. A node that answers nowhere at all may be switched off,
 * which managers notice sooner: that is held against the way only after ten questions.
 */
final class Way {
  private static final int MISSES = 3;
  private static final int HITS = 2;
  private static final int MISSES_OF_SILENT_NODE = 10;

  /** A packet that passes wherever IP does. */
  static final int SMALL_BYTES = 92;

  /** What is asked of the node behind it. */
  enum Kind {
    /** Whether a small packet comes through. */
    SMALL,
    /** Whether the longest one does that a container may send. */
    LARGE,
    /** Whether one in between does, to find the longest that passes. */
    BETWEEN,
    /** Whether the node answers on the underlay. */
    BELOW
  }

  /** What became of the questions of one kind. */
  private static final class Streak {
    private int missed;
    private int answered;
    private boolean broken;

    void note(boolean answer) {
      missed = answer ? 0 : missed + 1;
      answered = answer ? answered + 1 : 0;
      broken = broken ? answered < HITS : missed >= MISSES;
    }
  }

  private final Target target;
  private final Streak small = new Streak();
  private final Streak large = new Streak();
  private final Streak below = new Streak();
  private PathState state = PathState.OK;
  private Instant since;

  /** The longest packet known to pass and the shortest known to be lost. */
  private int passing;

  private int losing;

  Way(Target target, Instant since) {
    this.target = target;
    this.since = since;
    forgetLengths();
  }

  Target target() {
    return target;
  }

  /** Whether there is any doubt that it is good. */
  boolean isSuspect() {
    return state != PathState.OK || small.missed > 0 || large.missed > 0;
  }

  /** What to ask next. */
  List<Kind> questions() {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.SMALL, Kind.LARGE));
    if (small.missed > 0 || small.broken) {
      kinds.add(Kind.BELOW);
    } else if (large.broken && !isLengthFound()) {
      kinds.add(Kind.BETWEEN);
    }
    return kinds;
  }

  /** Length of the IP packet that asks this. */
  int bytes(Kind kind) {
    return switch (kind) {
      case SMALL, BELOW -> SMALL_BYTES;
      case LARGE -> target.mtu();
      case BETWEEN -> (passing + losing) / 2;
    };
  }

  /** Where this is asked. */
  InetAddress to(Kind kind) {
    return switch (kind) {
      case SMALL, LARGE, BETWEEN -> target.address();
      case BELOW -> target.node();
    };
  }

  /** Whether a question of that kind was answered in time. */
  void note(Kind kind, boolean answer, Instant now) {
    switch (kind) {
      case SMALL -> {
        small.note(answer);
        if (answer) {
          below.answered = 0; // what the node said beneath counts from the next loss on
        }
      }
      case LARGE -> {
        large.note(answer);
        if (!large.broken) {
          forgetLengths();
        }
      }
      case BETWEEN -> noteLength(answer);
      case BELOW -> below.note(answer);
    }
    PathState next = verdict();
    if (next != state) {
      state = next;
      since = now;
    }
  }

  private PathState verdict() {
    if (!small.broken) {
      return large.broken ? PathState.MTU : PathState.OK;
    }
    if (below.answered > 0) {
      return PathState.TUNNEL;
    }
    boolean silent = small.missed >= MISSES_OF_SILENT_NODE && below.missed >= MISSES;
    return silent ? PathState.UNREACHABLE : state;
  }

  private void noteLength(boolean answer) {
    if (answer) {
      passing = bytes(Kind.BETWEEN);
    } else {
      losing = bytes(Kind.BETWEEN);
    }
  }

  private boolean isLengthFound() {
    return losing - passing <= 1;
  }

  private void forgetLengths() {
    passing = SMALL_BYTES;
    losing = Math.max(target.mtu(), SMALL_BYTES + 1);
  }

  boolean isBroken() {
    return state != PathState.OK;
  }

  /** What is wrong with it, as seen from the node of this id. */
  NetworkPath seenFrom(String nodeId) {
    boolean narrow = state == PathState.MTU;
    return new NetworkPath(
        target.networkId(),
        nodeId,
        target.nodeId(),
        state,
        narrow ? target.mtu() : 0,
        narrow && isLengthFound() ? passing : 0,
        since);
  }
}
