package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.LifeCycle;

/**
 * One question to all members: is any of you in a later term than mine? A leader of a later term
 * needs votes of a majority, and who votes enters that term first. So when a majority is in none,
 * no such leader had been elected when they answered, and what was committed here when the question
 * was asked is all that was committed anywhere.
 */
final class Confirmation {
  private final RaftServer.Division division;
  private final Collection<RaftPeer> members;
  private final Collection<RaftPeer> formerMembers;
  private final long term;
  private final long index;
  private final CompletableFuture<Long> outcome = new CompletableFuture<>();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();

  private Confirmation(RaftServer.Division division) throws Unconfirmed {
    this.division = division;
    DivisionInfo info = division.getInfo();
    term = info.getCurrentTerm();
    members = division.getRaftConf().getCurrentPeers();
    formerMembers = division.getRaftConf().getPreviousPeers();
    index = division.getRaftLog().getLastCommittedIndex();
    if (!leads()) {
      throw new Unconfirmed("this member does not lead");
    }
  }

  private boolean leads() {
    DivisionInfo info = division.getInfo();
    return info.isLeader() && info.isLeaderReady() && info.getCurrentTerm() == term;
  }

  /** This member's term; what it was before it is known to be running is not told. */
  static long term(RaftServer server, Group group) throws Unconfirmed {
    try {
      DivisionInfo info = server.getDivision(group.id()).getInfo();
      if (info.getLifeCycleState() == LifeCycle.State.RUNNING) {
        return info.getCurrentTerm();
      }
      throw new Unconfirmed("this member is starting or stopping");
    } catch (IOException e) {
      throw new Unconfirmed("this member has left the log", e);
    }
  }

  /**
   * Asks; the outcome is the index that a read must wait for, or {@link Unconfirmed}. Blocks for no
   * longer than it takes to send.
   */
  static CompletableFuture<Long> begin(
      RaftServer server, Group group, ReadChannels channels, Duration limit) {
    try {
      Confirmation begun = new Confirmation(server.getDivision(group.id()));
      begun.ask(channels, limit);
      return begun.outcome;
    } catch (IOException e) {
      return CompletableFuture.failedFuture(new Unconfirmed("this member has left the log", e));
    } catch (Unconfirmed e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ask(ReadChannels channels, Duration limit) {
    String self = division.getId().toString();
    Set<String> others = ConcurrentHashMap.newKeySet();
    members.forEach(peer -> others.add(peer.getId().toString()));
    formerMembers.forEach(peer -> others.add(peer.getId().toString()));
    others.remove(self);
    waiting.set(others.size() + 1);
    answered(self, term);
    for (String other : others) {
      channels.ask(
          other,
          ReadCalls.TERM,
          limit,
          (theirs, failure) -> answered(other, theirs == null ? Long.MAX_VALUE : theirs));
    }
  }

  private void answered(String memberId, long theirTerm) {
    if (theirTerm <= term) {
      confirmed.add(memberId);
    }
    if (isMajority(members) && (formerMembers.isEmpty() || isMajority(formerMembers)) && leads()) {
      outcome.complete(index);
    }
    if (waiting.decrementAndGet() == 0) {
      outcome.completeExceptionally(
          new Unconfirmed("the leader did not reach a majority that still follows it"));
    }
  }

  private boolean isMajority(Collection<RaftPeer> of) {
    long count = of.stream().filter(peer -> confirmed.contains(peer.getId().toString())).count();
    return count > of.size() / 2;
  }
}
