package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.ratis.LogDamaged;
import io.jswarm.raftstore.ratis.LogStalled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried again when a manager's log has failed, and for how long. */
class RevivalTest {
  private static final Duration NO_TIME = Duration.ofMillis(1);
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path dataRoot;
  private final AtomicInteger tries = new AtomicInteger();
  private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

  @Test
  void aNewStartMayMendAFullDiskAndALogThatTakesNothing() {
    IOException full = new IOException("No space left on device");
    assertThat(Revival.mayPass(full)).isTrue();
    assertThat(Revival.mayPass(new UncheckedIOException(full))).isTrue();
    assertThat(Revival.mayPass(new LogStalled("gap between entries", full))).isTrue();
  }

  @Test
  void noNewStartMendsADamagedLogOrAFault() {
    LogDamaged damaged = new LogDamaged(dataRoot, "the checksum is wrong");
    assertThat(Revival.mayPass(damaged)).isFalse();
    assertThat(Revival.mayPass(new IOException(damaged))).isFalse();
    assertThat(Revival.mayPass(new IllegalStateException("a round of the future"))).isFalse();
  }

  @Test
  void triesUntilThereIsNothingLeftToTry() throws InterruptedException {
    Revival revival = new Revival(dataRoot, NO_TIME, this::attempt);
    revival.begin();
    for (int i = 1; i <= 3; i++) {
      assertThat(nextTry()).isEqualTo(i);
      answers.add(i == 3);
    }
    assertNothingIsTried();
  }

  @Test
  void whatFailsDuringATryIsTriedOnceMoreAfterIt() throws InterruptedException {
    Revival revival = new Revival(dataRoot, NO_TIME, this::attempt);
    revival.begin();
    assertThat(nextTry()).isEqualTo(1);
    revival.begin();
    revival.begin();
    assertNothingIsTried();
    answers.add(true);
    assertThat(nextTry()).isEqualTo(2);
    answers.add(true);
    assertNothingIsTried();
  }

  @Test
  void canBeBegunAgainOnceItHasEnded() throws InterruptedException {
    Revival revival = new Revival(dataRoot, NO_TIME, this::attempt);
    for (int i = 1; i <= 100; i++) {
      answers.add(true);
      revival.begin();
      assertThat(nextTry()).isEqualTo(i);
    }
  }

  @Test
  void aFaultInATryIsFollowedByAnother() throws InterruptedException {
    Revival revival =
        new Revival(
            dataRoot,
            NO_TIME,
            () -> {
              if (tries.get() == 0) {
                tries.incrementAndGet();
                throw new IllegalStateException("half a file");
              }
              return attempt();
            });
    revival.begin();
    assertThat(nextTry()).isEqualTo(2);
    answers.add(true);
  }

  private boolean attempt() throws InterruptedException {
    begun.add(tries.incrementAndGet());
    return Boolean.TRUE.equals(answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private Integer nextTry() throws InterruptedException {
    return begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void assertNothingIsTried() throws InterruptedException {
    assertThat(begun.poll(50 * NO_TIME.toMillis(), TimeUnit.MILLISECONDS)).isNull();
  }
}
