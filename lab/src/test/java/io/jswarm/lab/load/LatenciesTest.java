package io.jswarm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreValuesThatWereSeen() {
    Latencies latencies = of(LongStream.rangeClosed(1, 1000).map(n -> 1001 - n));
    assertThat(latencies.percentileMillis(0.5)).isEqualTo(500);
    assertThat(latencies.percentileMillis(0.99)).isEqualTo(990);
    assertThat(latencies.percentileMillis(0.999)).isEqualTo(999);
    assertThat(latencies.percentileMillis(1)).isEqualTo(1000);
  }

  @Test
  void oneCallIsEveryPercentile() {
    Latencies latencies = of(LongStream.of(7));
    assertThat(latencies.percentileMillis(0.001)).isEqualTo(7);
    assertThat(latencies.percentileMillis(0.999)).isEqualTo(7);
  }

  @Test
  void noCallIsNoTime() {
    assertThat(of(LongStream.empty()).percentileMillis(0.5)).isZero();
  }

  @Test
  void thoseOfSeveralClientsAreLookedAtTogether() {
    Latencies slow = of(LongStream.rangeClosed(501, 1000));
    slow.addAll(of(LongStream.rangeClosed(1, 500)));
    slow.sort();
    assertThat(slow.size()).isEqualTo(1000);
    assertThat(slow.percentileMillis(0.25)).isEqualTo(250);
  }

  private static Latencies of(LongStream millis) {
    var latencies = new Latencies();
    millis.forEach(value -> latencies.add(value * 1_000_000));
    latencies.sort();
    return latencies;
  }
}
