package io.jswarm.testkit;

import java.util.stream.LongStream;

/** The seeds of a run of simulations, and how to run one again. */
public final class Seeds {
  /** {@code -Djswarm.sim.seeds=N} runs that many, {@code -Djswarm.sim.seed=S} runs one. */
  private static final String COUNT = "jswarm.sim.seeds";

  private static final String ONE = "jswarm.sim.seed";

  private Seeds() {}

  /** The seeds to run: one that was asked for, or the first so many. */
  public static LongStream of(int unlessSaid) {
    Long one = Long.getLong(ONE);
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Integer.getInteger(COUNT, unlessSaid));
  }

  /** One line that runs a seed again. */
  public static String replay(long seed, String module, Class<?> test) {
    return "seed=%d; again: mvn -o -q -Dfast -pl %s -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=%s -D%s=%d test"
        .formatted(seed, module, test.getSimpleName(), ONE, seed);
  }
}
