package io.jswarm.worker;

import org.junit.jupiter.api.Assumptions;

/**
 * Tests that need root and the node's tools fail without them, unless it is said that they cannot
 * be had.
 */
public final class Rootless {
  private static final String PROPERTY = "jswarm.rootless";

  private Rootless() {}

  /**
   * Skips the test on a machine of which {@code -Djswarm.rootless} says that it has no root for
   * tests.
   */
  public static void skipIfSaid() {
    Assumptions.assumeFalse(Boolean.getBoolean(PROPERTY), "-D" + PROPERTY + " is given");
  }
}
