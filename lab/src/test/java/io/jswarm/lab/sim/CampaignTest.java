package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.testkit.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever breaks, what was promised holds, and in the end the cluster is as its users want it. */
@Execution(ExecutionMode.CONCURRENT)
class CampaignTest {
  private static final int SEEDS = 200;

  static LongStream seeds() {
    return Seeds.of(SEEDS);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void allIsWellInTheEnd(long seed) {
    try {
      Campaign.Result result = Campaign.run(seed);
      assertThat(result.acknowledged()).as("commands done, seed=%d", seed).isPositive();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(Seeds.replay(seed, "lab", CampaignTest.class), e);
    }
  }
}
