package io.jswarm.worker.agent;

import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which of a session's network messages the data path has applied. It may finish them in any order;
 * the leader is told only what all before it are done with. At once where it may wait for that
 * before it stops a task, else with the next heartbeat: thousands of nodes hear of the same change.
 */
final class FactIntake {
  private final TreeSet<Long> underWay = new TreeSet<>();

  /** Messages that the leader waits for, and has not been told of. */
  private final TreeSet<Long> awaited = new TreeSet<>();

  private long taken;
  private long told;

  /** A new session: it counts from 1 again. */
  void begin() {
    underWay.clear();
    awaited.clear();
    taken = 0;
    told = 0;
  }

  /** Whether this is the message that follows on the last one. */
  boolean isNext(long sequence) {
    return sequence == taken + 1;
  }

  /** The message is on its way to the data path. */
  void took(Networks networks) {
    taken = networks.sequence();
    underWay.add(taken);
    if (networks.complete() || networks.facts().put().stream().anyMatch(FactIntake::isDraining)) {
      awaited.add(taken);
    }
  }

  private static boolean isDraining(NetworkFact fact) {
    return fact instanceof NetworkFact.Backend backend && backend.draining();
  }

  void applied(long sequence) {
    underWay.remove(sequence);
  }

  /**
   * What to tell the leader now, if it is something new.
   *
   * @param leisurely what nobody waits for may be told too
   */
  OptionalLong confirm(boolean leisurely) {
    long done = underWay.isEmpty() ? taken : underWay.first() - 1;
    boolean isAwaited = !awaited.isEmpty() && awaited.first() <= done;
    if (done <= told || !(leisurely || isAwaited)) {
      return OptionalLong.empty();
    }
    told = done;
    awaited.headSet(done, true).clear();
    return OptionalLong.of(done);
  }
}
