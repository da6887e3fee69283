package io.jswarm.lab.bench.report;

/** The one part of the page that is kept by hand: what JMH says of the scheduler. */
public final class KeptSection {
  private static final String HEADING = "\n## Scheduler\n";

  private KeptSection() {}

  /** It, from a page as it is now; empty when there is none. */
  public static String of(String page) {
    int begin = page.indexOf(HEADING);
    if (begin < 0) {
      return "";
    }
    int end = page.indexOf("\n## ", begin + 1);
    return end < 0 ? page.substring(begin) : page.substring(begin, end);
  }
}
