package io.jswarm.manager.membership;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.ReplicatedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Changes of the log's membership, one at a time and waited for. */
final class RaftMembers {
  /** A newcomer may need a snapshot first. */
  private static final long CHANGE_MAX_SECONDS = 30;

  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(3);

  private final ReplicatedLog log;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  RaftMembers(ReplicatedLog log) {
    this.log = log;
  }

  MemberChange add(LogMember member) throws InterruptedException {
    return change(told -> log.addMember(member, told));
  }

  MemberChange remove(String peerId) throws InterruptedException {
    return change(told -> log.removeMember(peerId, told));
  }

  MemberChange transferTo(String peerId) throws InterruptedException {
    return change(told -> log.transferLeadership(peerId, told));
  }

  /** Whether another member of this id takes part. */
  boolean contains(String peerId) {
    return status().peers().stream().anyMatch(peer -> peer.memberId().equals(peerId));
  }

  /** Whether what is known here is what a quorum knows. */
  boolean areCurrent() throws InterruptedException {
    CompletableFuture<Barrier> told = new CompletableFuture<>();
    log.readBarrier(CONFIRMED_WITHIN, told::complete);
    try {
      return told.get() instanceof Barrier.Reached;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a barrier's answer cannot fail", e);
    }
  }

  LogStatus status() {
    return log.status();
  }

  private MemberChange change(Consumer<Consumer<MemberChange>> verb) throws InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      CompletableFuture<MemberChange> told = new CompletableFuture<>();
      verb.accept(told::complete);
      return told.get(CHANGE_MAX_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return new MemberChange.Unknown("no answer within " + CHANGE_MAX_SECONDS + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a membership change's answer cannot fail", e);
    } finally {
      oneAtATime.unlock();
    }
  }
}
