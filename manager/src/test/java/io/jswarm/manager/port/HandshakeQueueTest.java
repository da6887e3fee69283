package io.jswarm.manager.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served first, and who no more, when more call than can be served. */
class HandshakeQueueTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> computed = new ArrayList<>();
  private long nanos;
  private final HandshakeQueue queue = new HandshakeQueue(threads::add, 1, () -> nanos);

  @Test
  void oneIsComputedAtATimeAndTheNewestFirst() {
    call("first");
    call("second");
    call("third");

    assertThat(threads).hasSize(1);
    runAll();

    assertThat(computed).containsExactly("third", "second", "first");
    assertThat(queue.isAnyoneWaiting()).isFalse();
  }

  @Test
  void theSecondHalfOfAHandshakeComesBeforeOtherCallers() {
    call("other");
    queue.add(() -> {
      computed.add("half");
      call("whole");
    });

    runAll();

    assertThat(computed).containsExactly("half", "whole", "other");
  }

  @Test
  void whoHasWaitedTooLongIsLetGo() {
    call("gone");
    pass(HandshakeQueue.PATIENCE.plusMillis(1));
    call("there");

    runAll();

    assertThat(computed).containsExactly("there");
  }

  @Test
  void nobodyWaitsAnyMoreOnceAllHaveGivenUp() {
    call("gone");
    assertThat(queue.isAnyoneWaiting()).isTrue();
    pass(HandshakeQueue.PATIENCE.plusMillis(1));

    assertThat(queue.isAnyoneWaiting()).isFalse();
    runAll();
    assertThat(computed).isEmpty();
  }

  @Test
  void afterAPauseTheNextCallerIsServedAtOnce() {
    call("early");
    runAll();
    call("late");

    runAll();

    assertThat(computed).containsExactly("early", "late");
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromTheirTurn() {
    call("other");
    queue.add(() -> {
      throw new IllegalStateException("a broken handshake");
    });

    assertThatThrownBy(() -> threads.removeFirst().run()).hasMessage("a broken handshake");
    runAll();

    assertThat(computed).containsExactly("other");
  }

  private void call(String name) {
    queue.add(() -> computed.add(name));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.removeFirst().run();
    }
  }
}
