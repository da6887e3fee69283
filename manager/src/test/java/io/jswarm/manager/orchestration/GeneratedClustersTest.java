package io.jswarm.manager.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.manager.bench.GeneratedCluster;
import io.jswarm.testkit.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Services of every mode on clusters that were changed at random: whatever came before, what is
 * there in the end is what the specs ask for, and what was true of every round stays so.
 */
class GeneratedClustersTest {
  static LongStream seeds() {
    return Seeds.of(60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endUpAsTheirSpecsAsk(long seed) {
    GeneratedCluster cluster = new GeneratedCluster(seed);

    cluster.change(80);
    cluster.calm();

    assertThat(cluster.missing())
        .as(Seeds.replay(seed, "manager", GeneratedClustersTest.class))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areAtRestOnceTheyAreSo(long seed) {
    GeneratedCluster cluster = new GeneratedCluster(seed);
    cluster.change(40);
    cluster.calm();

    assertThat(cluster.roundsOfAnotherTerm())
        .as(Seeds.replay(seed, "manager", GeneratedClustersTest.class))
        .isZero();
  }
}
