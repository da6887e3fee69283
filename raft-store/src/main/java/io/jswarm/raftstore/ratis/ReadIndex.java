package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.Barrier;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Read barriers. Ratis 3.3.0 has linearizable reads of its own, which are not: its leader answers
 * without asking anyone while nothing was committed since the last read that was confirmed, and its
 * lease does not bind a member that is asked for its vote. So a leader here asks a majority for
 * each batch of reads.
 */
final class ReadIndex implements AutoCloseable {
  /** A member that does not answer in this time is dialled anew; a majority answers long before. */
  private static final Duration QUESTION_MAX = Duration.ofMillis(1500);

  /** How often a read that waits looks whether the one it waits for still leads. */
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final ReadChannels channels;
  private final Group group;
  private final AppliedIndex applied;
  private final CommitNews news;

  private volatile @Nullable RaftServer server;
  private @Nullable CompletableFuture<Long> next; // guarded by this
  private boolean asking; // guarded by this

  /**
   * @param news told when a follower waits for what it has asked for
   */
  ReadIndex(PeerTls tls, Group group, AppliedIndex applied, CommitNews news) {
    this.channels = new ReadChannels(tls);
    this.news = news;
    this.group = group;
    this.applied = applied;
  }

  Group group() {
    return group;
  }

  /** The server is made; it may not run yet. */
  void begin(RaftServer made) {
    server = made;
  }

  /** What other members ask of this one. */
  ServerServiceDefinition service() {
    return ReadCalls.service(
        (number, failure) -> {
          try {
            number.accept(Confirmation.term(running(), group));
          } catch (Unconfirmed e) {
            failure.accept(e);
          }
        },
        (number, failure) -> {
          var _ =
              confirmed()
                  .whenComplete((index, e) -> {
                    tell(index, e, number, failure);
                    news.hasten();
                  });
        });
  }

  private static void tell(
      @Nullable Long index,
      @Nullable Throwable e,
      Consumer<Long> number,
      Consumer<Unconfirmed> failure) {
    if (index != null) {
      number.accept(index);
    } else {
      failure.accept(e instanceof Unconfirmed why ? why : new Unconfirmed(String.valueOf(e)));
    }
  }

  private RaftServer running() throws Unconfirmed {
    RaftServer present = server;
    if (present == null) {
      throw new Unconfirmed("this member is starting");
    }
    return present;
  }

  /**
   * One try to find what a read must wait for, and to wait for it.
   *
   * @return {@link Barrier.NoLeader} when it failed; another try may succeed
   */
  Barrier tryOnce(long deadlineNanos) throws InterruptedException {
    try {
      RaftServer.Division division = running().getDivision(group.id());
      RaftPeerId leader = division.getInfo().getLeaderId();
      CompletableFuture<Long> asked = index(division, leader);
      while (System.nanoTime() - deadlineNanos < 0) {
        try {
          long index = asked.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
          return applied.await(index, deadlineNanos)
              ? new Barrier.Reached()
              : new Barrier.NoLeader("this member is behind and did not catch up in time");
        } catch (TimeoutException _) {
          if (!Objects.equals(leader, division.getInfo().getLeaderId())) {
            return new Barrier.NoLeader("the leader changed");
          }
        }
      }
      return new Barrier.NoLeader("the leader did not confirm in time that it still leads");
    } catch (ExecutionException e) {
      return new Barrier.NoLeader(String.valueOf(e.getCause()));
    } catch (Unconfirmed | IOException e) {
      return new Barrier.NoLeader(String.valueOf(e.getMessage()));
    }
  }

  private CompletableFuture<Long> index(RaftServer.Division division, @Nullable RaftPeerId leader)
      throws Unconfirmed {
    if (division.getInfo().isLeader()) {
      return confirmed();
    }
    if (leader == null || leader.equals(division.getId())) {
      throw new Unconfirmed("no leader is known");
    }
    CompletableFuture<Long> told = new CompletableFuture<>();
    channels.ask(
        leader.toString(),
        ReadCalls.READ_INDEX,
        QUESTION_MAX,
        (index, failure) -> {
          if (index != null) {
            told.complete(index);
          } else {
            told.completeExceptionally(new Unconfirmed("the leader cannot be asked: " + failure));
          }
        });
    return told;
  }

  /** Joins the next question: the one under way was asked before this read. */
  private synchronized CompletableFuture<Long> confirmed() {
    CompletableFuture<Long> joined = next;
    if (joined == null) {
      joined = new CompletableFuture<>();
      next = joined;
      if (!asking) {
        askNext();
      }
    }
    return joined;
  }

  private synchronized void askNext() {
    CompletableFuture<Long> batch = next;
    next = null;
    asking = batch != null;
    RaftServer present = server;
    if (batch == null) {
      return;
    }
    if (present == null) {
      asking = false;
      batch.completeExceptionally(new Unconfirmed("this member is starting"));
      return;
    }
    var _ =
        Confirmation.begin(present, group, channels, QUESTION_MAX)
            .whenCompleteAsync(
                (index, failure) -> {
                  askNext();
                  if (index != null) {
                    batch.complete(index);
                  } else {
                    batch.completeExceptionally(failure);
                  }
                },
                task -> Thread.ofVirtual().name("read-index").start(task));
  }

  /** Connects anew, with the certificates of now. */
  void reconnect() {
    channels.reset();
  }

  @Override
  public void close() {
    channels.close();
  }
}
