package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.manager.dispatch.DrainLedger.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrainLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final DrainLedger ledger = new DrainLedger();

  @Test
  void aTaskIsHeldUntilTheLastNodeHasAnswered() {
    hold("t1", Map.of("n1", 3L, "n2", 7L));

    ledger.applied("n1", 3);
    ledger.applied("n2", 6);
    assertThat(ledger.release(NOON)).isEmpty();
    assertThat(ledger.isHeld("t1")).isTrue();

    ledger.applied("n2", 7);
    assertThat(ledger.release(NOON.plusMillis(40)))
        .containsExactly(new Release(List.of("t1"), Duration.ofMillis(40), List.of()));
    assertThat(ledger.isHeld("t1")).isFalse();
  }

  @Test
  void whoDoesNotAnswerIsNamedWhenTheTimeIsOver() {
    hold("t1", Map.of("n1", 3L, "n2", 7L));
    ledger.applied("n1", 9);

    assertThat(ledger.wakeAt()).contains(NOON.plus(DrainLedger.WAIT_MAX));
    assertThat(ledger.release(NOON.plus(DrainLedger.WAIT_MAX).minusMillis(1))).isEmpty();
    assertThat(ledger.release(NOON.plus(DrainLedger.WAIT_MAX)))
        .containsExactly(new Release(List.of("t1"), DrainLedger.WAIT_MAX, List.of("n2")));
    assertThat(ledger.wakeAt()).isEmpty();
  }

  @Test
  void whatNobodyHearsOfIsReleasedAtOnce() {
    hold("t1", Map.of());
    assertThat(ledger.release(NOON)).hasSize(1);
  }

  @Test
  void aNodeThatIsLostIsNotWaitedFor() {
    hold("t1", Map.of("n1", 3L));
    ledger.lost("n1");
    assertThat(ledger.release(NOON)).hasSize(1);
  }

  @Test
  void aNodeWithANewSessionAnswersForWhatItWasToldThere() {
    hold("t1", Map.of("n1", DrainLedger.NOT_TOLD));
    ledger.applied("n1", 99);
    assertThat(ledger.release(NOON)).isEmpty();

    ledger.sessionBegan("n1", 2);
    ledger.applied("n1", 1);
    assertThat(ledger.release(NOON)).isEmpty();
    ledger.applied("n1", 2);
    assertThat(ledger.release(NOON)).hasSize(1);
  }

  @Test
  void aTaskThatEndsByItselfIsHeldNoMoreAndNotReleasedEither() {
    hold("t1", Map.of("n1", 3L));
    ledger.forget("t1");

    assertThat(ledger.isHeld("t1")).isFalse();
    assertThat(ledger.release(NOON)).isEmpty();
    assertThat(ledger.isEmpty()).isTrue();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** Against a book that writes down every answer that is still owed. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsReleasedTooEarlyAndNothingIsHeldForLongerThanAllowed(int seed) {
    Random random = new Random(seed);
    Map<String, Instant> since = new HashMap<>();
    Map<String, Map<String, Long>> owed = new HashMap<>();
    Instant now = NOON;
    for (int step = 0; step < 400; step++) {
      now = now.plusMillis(random.nextInt(300));
      String node = "n" + random.nextInt(5);
      String task = "t" + step;
      long sequence = random.nextInt(20);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          SortedMap<String, Long> nodes = new TreeMap<>();
          IntStream.range(0, 5)
              .filter(_ -> random.nextBoolean())
              .forEach(i -> nodes.put("n" + i, (long) random.nextInt(20)));
          ledger.hold(List.of(task), nodes, now);
          since.put(task, now);
          owed.put(task, new HashMap<>(nodes));
        }
        case 2 -> {
          ledger.lost(node);
          owed.values().forEach(nodes -> nodes.remove(node));
        }
        case 3 -> {
          ledger.sessionBegan(node, sequence);
          owed.values().forEach(nodes -> nodes.replace(node, sequence));
        }
        default -> {
          ledger.applied(node, 20);
          owed.values().forEach(nodes -> nodes.remove(node));
        }
      }
      List<String> released = new ArrayList<>();
      for (Release release : ledger.release(now)) {
        for (String each : release.tasks()) {
          assertThat(new TreeSet<>(owed.getOrDefault(each, Map.of()).keySet()))
              .isEqualTo(new TreeSet<>(release.silent()));
          assertThat(release.silent().isEmpty() || isOver(since.getOrDefault(each, now), now))
              .isTrue();
          released.add(each);
        }
      }
      released.forEach(since::remove);
      for (Map.Entry<String, Instant> held : since.entrySet()) {
        assertThat(ledger.isHeld(held.getKey())).isTrue();
        assertThat(isOver(held.getValue(), now)).isFalse();
      }
    }
  }

  private static boolean isOver(Instant since, Instant now) {
    return !now.isBefore(since.plus(DrainLedger.WAIT_MAX));
  }

  private void hold(String task, Map<String, Long> nodes) {
    ledger.hold(List.of(task), new TreeMap<>(nodes), NOON);
  }
}
