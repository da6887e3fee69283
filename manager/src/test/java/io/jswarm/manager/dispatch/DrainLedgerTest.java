package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.manager.dispatch.DrainLedger.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  @Test
  void aTaskThatIsHeldAnewWaitsForTheAnswersToThat() {
    hold("t1", Map.of("n1", 3L));
    hold("t1", Map.of("n1", 9L));

    ledger.applied("n1", 3);
    assertThat(ledger.release(NOON)).isEmpty();
    assertThat(ledger.isHeld("t1")).isTrue();
    ledger.applied("n1", 9);
    assertThat(ledger.release(NOON))
        .containsExactly(new Release(List.of("t1"), Duration.ZERO, List.of()));
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsReleasedTooEarlyAndNothingIsHeldForLongerThanAllowed(int seed) {
    Random random = new Random(seed);
    Debts debts = new Debts(ledger);
    Instant now = NOON;
    for (int step = 0; step < 400; step++) {
      now = now.plusMillis(random.nextInt(300));
      String node = "n" + random.nextInt(5);
      switch (random.nextInt(7)) {
        case 0, 1 -> debts.hold("t" + step, some(random), now);
        case 2 -> debts.lost(node);
        case 3 -> debts.sessionBegan(node);
        case 4 -> debts.told(node);
        default -> debts.applied(node);
      }
      debts.check(now);
    }
  }

  private static List<String> some(Random random) {
    return IntStream.range(0, 5).filter(_ -> random.nextBoolean()).mapToObj(i -> "n" + i).toList();
  }

  /** Writes down every answer that is still owed. */
  private static final class Debts {
    private final DrainLedger ledger;
    private final Map<String, Instant> since = new HashMap<>();
    private final Map<String, Map<String, Long>> owed = new HashMap<>();
    private long last;

    Debts(DrainLedger ledger) {
      this.ledger = ledger;
    }

    void hold(String task, List<String> nodes, Instant now) {
      ledger.hold(List.of(task), nodes, now);
      since.put(task, now);
      Map<String, Long> answers = new HashMap<>();
      nodes.forEach(each -> answers.put(each, DrainLedger.NOT_TOLD));
      owed.put(task, answers);
    }

    void lost(String node) {
      ledger.lost(node);
      owed.values().forEach(answers -> answers.remove(node));
    }

    void sessionBegan(String node) {
      ledger.sessionBegan(node, ++last);
      owed.values().forEach(answers -> answers.replace(node, last));
    }

    void told(String node) {
      ledger.told(node, ++last);
      owed.values().forEach(answers -> answers.replace(node, DrainLedger.NOT_TOLD, last));
    }

    void applied(String node) {
      ledger.applied(node, last);
      owed.values()
          .forEach(answers -> {
            if (answers.getOrDefault(node, DrainLedger.NOT_TOLD) <= last) {
              answers.remove(node);
            }
          });
    }

    void check(Instant now) {
      for (Release release : ledger.release(now)) {
        for (String task : release.tasks()) {
          assertThat(owed.getOrDefault(task, Map.of()).keySet())
              .containsExactlyInAnyOrderElementsOf(release.silent());
          assertThat(release.silent().isEmpty() || isOver(since.getOrDefault(task, now), now))
              .isTrue();
          since.remove(task);
        }
      }
      since.forEach((task, held) -> {
        assertThat(ledger.isHeld(task)).isTrue();
        assertThat(isOver(held, now)).isFalse();
      });
    }
  }

  private static boolean isOver(Instant since, Instant now) {
    return !now.isBefore(since.plus(DrainLedger.WAIT_MAX));
  }

  private void hold(String task, Map<String, Long> nodes) {
    ledger.hold(List.of(task), nodes.keySet(), NOON);
    nodes.forEach(ledger::told);
  }
}
