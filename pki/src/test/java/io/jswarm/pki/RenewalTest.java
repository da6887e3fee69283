package io.jswarm.pki;

import static io.jswarm.pki.Cluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalTest {
  private static final Instant END = NOW.plus(Duration.ofDays(10));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void renewalIsPlannedBetweenHalfAndFourFifthsOfTheValidity(long seed) throws Exception {
    NodeIdentity node =
        new Cluster("cluster-a").node("w1", CertificateRole.WORKER, NOW, Duration.ofSeconds(1000));

    assertThat(node.renewalAt(new SplittableRandom(seed)))
        .isBetween(NOW.plusSeconds(500), NOW.plusSeconds(800))
        .isEqualTo(node.renewalAt(new SplittableRandom(seed)));
  }

  @Test
  void nothingHappensBeforeThePlannedMomentAndEverythingAtOnceAfterIt() {
    Renewal planned = new Renewal.Planned(NOW.plusSeconds(60));

    assertThat(planned.nextAttempt(NOW, END)).isEqualTo(NOW.plusSeconds(60));
    assertThat(planned.nextAttempt(NOW.plusSeconds(61), END)).isEqualTo(NOW.plusSeconds(61));
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "10, 2560", "11, 3600", "2000000000, 3600"})
  void failuresDoubleTheStepUpToAnHour(int failures, long seconds) {
    assertThat(new Renewal.Retrying(NOW, failures).nextAttempt(NOW, END))
        .isEqualTo(NOW.plusSeconds(seconds));
  }

  @Test
  void eachFailureIsCounted() {
    Renewal planned = new Renewal.Planned(NOW);

    assertThat(planned.failed(NOW).failed(NOW.plusSeconds(5)))
        .isEqualTo(new Renewal.Retrying(NOW.plusSeconds(5), 2));
  }

  @Test
  void anExpiredCertificateIsRenewedAtOnceAndThenInSteps() {
    Instant end = NOW.plusSeconds(30);
    Renewal waiting = new Renewal.Retrying(NOW, 9);

    assertThat(new Renewal.Planned(NOW.plusSeconds(90)).nextAttempt(NOW, end)).isEqualTo(end);
    assertThat(waiting.nextAttempt(NOW, end)).isEqualTo(end);
    assertThat(waiting.nextAttempt(end.plusSeconds(2), end)).isEqualTo(end.plusSeconds(2));
    assertThat(waiting.failed(end).nextAttempt(end, end)).isEqualTo(end.plusSeconds(2560));
  }

  @Test
  void aClockThatWasSetBackDoesNotPutOffTheNextAttempt() {
    Instant then = NOW.plus(Duration.ofDays(100));
    Renewal waiting = new Renewal.Planned(then).failed(then);

    assertThat(waiting.nextAttempt(NOW, NOW.plus(Duration.ofDays(40)))).isEqualTo(NOW);
  }
}
