package io.jswarm.lab.faults;

/**
 * What is done to a cluster under load.
 *
 * @param title with every parameter of it
 * @param fault leaves the cluster whole: everything it breaks it mends
 */
record Scenario(String title, Fault fault) {
  /** Breaks things and mends them. */
  @FunctionalInterface
  interface Fault {
    /** Ends when everything is mended, though perhaps not yet well. */
    void run(Ground ground) throws Exception;
  }
}
