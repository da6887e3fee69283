package io.jswarm.lab.sidebyside.verdict;

/**
 * A difference that was looked into. It has to occur in every run, just so: one that is gone is
 * taken off the list.
 *
 * @param scenario the name of the scenario it occurs in
 * @param step part of the step's label
 * @param ours part of what we say there
 * @param dockers part of what Docker says there
 * @param reason why it is so, a sentence
 */
public record KnownDifference(
    Kind kind, String scenario, String step, String ours, String dockers, String reason) {
  /** What is to become of it. */
  public enum Kind {
    /** It is meant: ours is better, or Docker's cannot be had. */
    INTENDED,
    /** It is a fault of ours that is not mended yet. */
    OPEN
  }

  boolean covers(Difference difference) {
    return difference.scenario().equals(scenario)
        && difference.label().contains(step)
        && difference.ours().contains(ours)
        && difference.dockers().contains(dockers);
  }
}
