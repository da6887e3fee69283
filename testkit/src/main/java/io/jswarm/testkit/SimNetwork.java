package io.jswarm.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A network of hosts with names. Messages of one direction of a wire arrive in order, those of
 * different wires in any. Each direction between two hosts can be cut by itself: what is sent then
 * waits, as TCP's retransmissions do, until the cut is healed or the wire is given up.
 */
public final class SimNetwork {
  /** A wire over a cut is given up after this, as by keep-alives. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration RETRANSMIT = Duration.ofMillis(50);

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Set<String> cuts = new TreeSet<>();
  private final Set<Wire> wires = new LinkedHashSet<>();
  private int slowestMillis = 5;

  public SimNetwork(VirtualTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** Cuts what goes from one host to another; the way back is not touched. */
  public void cut(String from, String to) {
    cuts.add(from + ">" + to);
  }

  public void heal(String from, String to) {
    cuts.remove(from + ">" + to);
  }

  public void healAll() {
    cuts.clear();
    slowestMillis = 5;
  }

  /** Every connection of a host breaks, as when a middle box forgets them: both sides notice. */
  public void breakWires(String host) {
    for (Wire wire : List.copyOf(wires)) {
      if (wire.called.equals(host) || wire.caller.equals(host)) {
        wire.breakApart();
      }
    }
  }

  /** From now on messages take up to this long. */
  public void slow(int millisMax) {
    slowestMillis = millisMax;
  }

  /** Whether what one host sends reaches the other; a host always reaches itself. */
  public boolean passes(String from, String to) {
    return from.equals(to) || !cuts.contains(from + ">" + to);
  }

  /**
   * Connects two hosts.
   *
   * @param callerLost told when the wire has ended, unless the caller closed it; likewise for the
   *     one called
   */
  public Wire connect(String caller, String called, Runnable callerLost, Runnable calledLost) {
    Wire wire = new Wire(caller, called, callerLost, calledLost);
    wires.add(wire);
    return wire;
  }

  /**
   * Whoever takes calls on a host is gone: those who called are reset. Calls that other processes
   * of the host have made go on; see {@link Wire#callerDied}.
   */
  public void serverDied(String host) {
    for (Wire wire : List.copyOf(wires)) {
      if (wire.called.equals(host)) {
        wire.endFor(true);
        wire.endFor(false);
      }
    }
  }

  /** One thing on its way over the network, without a wire: it arrives, or is lost over a cut. */
  public void datagram(String from, String to, Runnable arrival) {
    time.after(
        someDelay(),
        () -> {
          if (passes(from, to)) {
            arrival.run();
          }
        });
  }

  private Duration someDelay() {
    return Duration.ofNanos(100_000L + random.nextLong(slowestMillis * 1_000_000L));
  }

  /** A connection between two hosts. */
  public final class Wire {
    private final String caller;
    private final String called;
    private final Runnable callerLost;
    private final Runnable calledLost;
    private final Lane forth = new Lane();
    private final Lane back = new Lane();
    private boolean callerHolds = true;
    private boolean calledHolds = true;

    private Wire(String caller, String called, Runnable callerLost, Runnable calledLost) {
      this.caller = caller;
      this.called = called;
      this.callerLost = callerLost;
      this.calledLost = calledLost;
    }

    public boolean isOpen() {
      return callerHolds && calledHolds;
    }

    /** The caller says something. */
    public void say(Runnable arrival) {
      if (callerHolds) {
        send(
            forth,
            caller,
            called,
            () -> {
              if (calledHolds) {
                arrival.run();
              }
            });
      }
    }

    /** The one called says something. */
    public void answer(Runnable arrival) {
      if (calledHolds) {
        send(
            back,
            called,
            caller,
            () -> {
              if (callerHolds) {
                arrival.run();
              }
            });
      }
    }

    /** The caller hangs up; the other hears of it after what was said before. */
    public void hangUp() {
      if (callerHolds) {
        callerHolds = false;
        send(forth, caller, called, () -> endFor(false));
      }
    }

    /** The caller's process is gone, which hears nothing more: the one called is reset. */
    public void callerDied() {
      callerHolds = false;
      endFor(false);
    }

    /** The one called hangs up. */
    public void reject() {
      if (calledHolds) {
        calledHolds = false;
        send(back, called, caller, () -> endFor(true));
      }
    }

    /** The wire breaks in the middle: both sides notice soon. */
    public void breakApart() {
      time.after(someDelay(), () -> endFor(true));
      time.after(someDelay(), () -> endFor(false));
    }

    private void endFor(boolean callersSide) {
      boolean held = callersSide ? callerHolds : calledHolds;
      if (callersSide) {
        callerHolds = false;
      } else {
        calledHolds = false;
      }
      if (!callerHolds && !calledHolds) {
        wires.remove(this);
      }
      if (held) {
        (callersSide ? callerLost : calledLost).run();
      }
    }

    private void send(Lane lane, String from, String to, Runnable arrival) {
      lane.waiting.add(new Message(time.now().plus(someDelay()), arrival));
      pump(lane, from, to);
    }

    private void pump(Lane lane, String from, String to) {
      Message head = lane.waiting.peek();
      if (head != null && !lane.busy) {
        lane.busy = true;
        time.at(head.due, () -> arrive(lane, from, to));
      }
    }

    private void arrive(Lane lane, String from, String to) {
      Message head = lane.waiting.element();
      if (passes(from, to)) {
        lane.waiting.remove();
        lane.busy = false;
        head.arrival.run();
        pump(lane, from, to);
      } else if (head.due.plus(PATIENCE).isBefore(time.now())) {
        endFor(true);
        endFor(false);
      } else {
        time.after(RETRANSMIT, () -> arrive(lane, from, to));
      }
    }
  }

  private record Message(Instant due, Runnable arrival) {}

  /** What is on its way in one direction of a wire. */
  private static final class Lane {
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private boolean busy;
  }
}
