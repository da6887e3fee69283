package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitNewsTest {
  private static final long PATIENCE_SECONDS = 30;

  private final Semaphore heartbeats = new Semaphore(0);
  private final AtomicLong committed = new AtomicLong();
  private final CommitNews news = new CommitNews("m1");

  @AfterEach
  void close() {
    news.close();
  }

  @Test
  void followersAreToldWhenNoEntryFollows() throws InterruptedException {
    news.over(appender(true));
    news.over(appender(true));
    commit();
    assertThat(heartbeats.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theLastOfSeveralEntriesTellsForAll() throws InterruptedException {
    news.over(appender(true));
    news.proposed();
    commit();
    committed.incrementAndGet();
    news.settled();
    assertThat(heartbeats.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(heartbeats.availablePermits()).isZero();
  }

  @Test
  void sendersThatHaveStoppedAreForgotten() throws InterruptedException {
    news.over(appender(false));
    news.over(appender(true));
    commit();
    assertThat(heartbeats.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(heartbeats.availablePermits()).isZero();
  }

  @Test
  void whereSomebodyWaitsTheyAreToldAtOnceAndOnce() {
    news.over(appender(true));
    news.proposed();
    committed.incrementAndGet();
    news.hasten();
    assertThat(heartbeats.drainPermits()).isEqualTo(1);
    news.hasten();
    assertThat(heartbeats.drainPermits()).isZero();
  }

  private void commit() {
    news.proposed();
    committed.incrementAndGet();
    news.settled();
  }

  private LogAppender appender(boolean running) {
    return (LogAppender)
        Proxy.newProxyInstance(
            LogAppender.class.getClassLoader(),
            new Class<?>[] {LogAppender.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "isRunning" -> running;
                  case "getRaftLog" -> log();
                  case "triggerHeartbeat" -> {
                    heartbeats.release();
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private RaftLog log() {
    return (RaftLog)
        Proxy.newProxyInstance(
            RaftLog.class.getClassLoader(),
            new Class<?>[] {RaftLog.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getLastCommittedIndex" -> committed.get();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
