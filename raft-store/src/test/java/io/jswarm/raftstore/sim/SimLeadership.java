package io.jswarm.raftstore.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who leads a simulated log. A leader is replaced by any member with a quorum, and learns of it at
 * some time of its own: until then it believes in itself.
 */
final class SimLeadership {
  private static final int ELECTION_MIN_MILLIS = 300;
  private static final int ELECTION_MAX_MILLIS = 600;
  private static final int STEP_DOWN_MAX_MILLIS = 1000;

  private final SimLogCluster cluster;
  private long term;
  private @Nullable SimLog leader;
  private boolean electing;

  SimLeadership(SimLogCluster cluster) {
    this.cluster = cluster;
  }

  /** The member that leads with a quorum; null while there is none. */
  @Nullable SimLog leader() {
    return leader;
  }

  long term() {
    return term;
  }

  private List<SimLog> electable() {
    return cluster.configuration().stream()
        .map(member -> cluster.running(member.id()))
        .filter(member -> member != null && !member.isPaused() && cluster.hasQuorum(member))
        .toList();
  }

  /** A leader whose majority is gone leads no more. */
  void checkQuorum() {
    SimLog old = leader;
    if (old != null && !cluster.hasQuorum(old)) {
      lose(old);
    }
  }

  /** A leader is gone for the others; it learns it at some time of its own. */
  void lose(SimLog old) {
    if (old == leader) {
      leader = null;
      int limit = cluster.running(old.id()) == null ? 1 : STEP_DOWN_MAX_MILLIS;
      List<SimProposal> left = cluster.proposals().open();
      long was = term;
      cluster.after(
          Duration.ofMillis(cluster.random().nextInt(limit)),
          () ->
              old.deliver(() -> {
                if (leader != old || term != was) {
                  List<SimProposal> all = new ArrayList<>(left);
                  all.addAll(cluster.proposals().takeForlorn(old));
                  old.stepDown(all);
                  tell();
                }
              }));
    }
    checkQuorum();
    electSoon();
  }

  /** There will be a leader, if there can be one. */
  void electSoon() {
    if (!electing && leader == null && !electable().isEmpty()) {
      electing = true;
      int spread = ELECTION_MAX_MILLIS - ELECTION_MIN_MILLIS;
      cluster.after(
          Duration.ofMillis(ELECTION_MIN_MILLIS + cluster.random().nextInt(spread)), this::elect);
    }
  }

  private void elect() {
    electing = false;
    if (leader != null) {
      return;
    }
    List<SimLog> candidates = electable().stream().filter(m -> !m.believesToLead()).toList();
    if (candidates.isEmpty()) {
      electSoon();
      return;
    }
    crown(candidates.get(cluster.random().nextInt(candidates.size())));
  }

  /** The new leader brings some of what was open into the log, in order, before its own. */
  private void crown(SimLog next) {
    int kept = cluster.random().nextInt(cluster.proposals().open().size() + 1);
    for (SimProposal survivor : cluster.proposals().survivors(kept)) {
      cluster.entries().add(new SimEntry(term, survivor, null));
    }
    term++;
    leader = next;
    cluster.entries().beginTerm(term, cluster.configuration());
    next.lead(term);
    tell();
    cluster.running().forEach(SimLog::catchUp);
  }

  /** Whom the leader reaches hears of it. */
  void tell() {
    SimLog now = leader;
    for (SimLog member : cluster.running()) {
      if (now != null && cluster.reaches(member)) {
        cluster.later(() -> {
          if (now == leader) {
            member.deliver(() -> member.hearOfLeader(now.id()));
          }
        });
      }
    }
  }

  /** Who takes part no more hears nothing from the leader, and misses it after a while. */
  void forgetSoon() {
    for (SimLog member : cluster.running()) {
      if (!cluster.memberIds().contains(member.id())) {
        cluster.after(
            Duration.ofMillis(ELECTION_MAX_MILLIS),
            () -> {
              if (!cluster.memberIds().contains(member.id())) {
                member.deliver(() -> member.hearOfLeader(null));
              }
            });
      }
    }
  }

  /** Makes another member the leader, if it can be. */
  boolean handOver(String toId) {
    SimLog next = cluster.running(toId);
    SimLog old = leader;
    if (next == null || old == null || !electable().contains(next)) {
      return false;
    }
    if (next != old && next.believesToLead()) {
      return false; // it has yet to learn that an earlier leadership is over
    }
    if (next != old) {
      List<SimProposal> left = cluster.proposals().open();
      crown(next);
      old.stepDown(left);
    }
    return true;
  }
}
