package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node cannot do for its networks, as a sentence for whoever looks after it. What failed
 * only for a moment is not worth one: {@link Patience} has it tried again.
 */
final class Shortcomings {
  /** Times in a row after which a failure is told. */
  private static final int TOLD_AFTER = 4;

  /** The key of the failure of the rules that {@link NodeRules} puts at the fabric's egress. */
  static final String EGRESS = "rules at the egress of " + Names.FABRIC_DEVICE;

  private static final String BEGIN = "networks do not work fully on this node: ";

  private int failures;

  /** What to tell after this attempt to make the kernel follow; empty when all is well. */
  String after(Map<String, IOException> failed) {
    failures = failed.isEmpty() ? 0 : Math.min(failures + 1, TOLD_AFTER);
    if (failures < TOLD_AFTER) {
      return "";
    }
    TreeMap<String, IOException> byKey = new TreeMap<>(failed);
    IOException tunnel = byKey.get("link " + Names.FABRIC_DEVICE);
    if (tunnel != null) {
      return BEGIN + message(tunnel) + "; the kernel needs VXLAN (module vxlan)";
    }
    IOException egress = byKey.get(EGRESS);
    if (egress != null) {
      return BEGIN
          + message(egress)
          + "; the kernel needs the netdev egress hook of nftables (Linux 5.16 or newer), without it"
          + " answers to calls that came by another node's published port are lost";
    }
    int others = byKey.size() - 1;
    return BEGIN
        + message(byKey.firstEntry().getValue())
        + (others == 0 ? "" : " (and %d more)".formatted(others));
  }

  private static String message(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
