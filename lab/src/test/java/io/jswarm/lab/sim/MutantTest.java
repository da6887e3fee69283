package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A product that is broken on purpose is found out within a few seeds, whatever is broken. */
class MutantTest {
  private static final int SEEDS = 16;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isFoundOut(Mutant mutant) {
    assertThat(isNoticed(mutant)).as("%s within %d seeds", mutant, SEEDS).isTrue();
  }

  private static boolean isNoticed(Mutant mutant) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      try {
        Campaign.run(seed, mutant);
      } catch (AssertionError | IllegalStateException _) {
        return true;
      }
    }
    return false;
  }
}
