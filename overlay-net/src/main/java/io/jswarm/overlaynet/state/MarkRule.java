package io.jswarm.overlaynet.state;

/**
 * Packets with a mark are routed by a table of their own.
 *
 * @param mark matches when the packet's mark has exactly these of the mask's bits
 */
public record MarkRule(Family family, int priority, int mark, int mask, int table)
    implements Entry {
  /** Which version of IP a rule is for. */
  public enum Family {
    V4,
    V6
  }

  @Override
  public String key() {
    return "rule " + family + " priority " + priority;
  }

  @Override
  public String device() {
    return "";
  }
}
