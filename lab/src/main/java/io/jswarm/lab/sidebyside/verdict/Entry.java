package io.jswarm.lab.sidebyside.verdict;

/**
 * What one step came to, normalised.
 *
 * @param label the step's
 * @param said empty when there was nothing to say
 * @param missed whether it waited for something that did not come in time
 */
public record Entry(String label, String said, boolean missed) {
  public static Entry said(String label, String text) {
    return new Entry(label, text, false);
  }

  public static Entry missed(String label, String text) {
    return new Entry(label, text, true);
  }
}
