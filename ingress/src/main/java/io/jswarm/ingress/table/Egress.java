package io.jswarm.ingress.table;

import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.NamedSet;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules at the egress of the fabric's device, for {@link ReturnPath#REWRITTEN}. They are a
 * ruleset of their own: a kernel without that hook refuses them, and the device must be there
 * first.
 */
public final class Egress {
  /** Frames to it are for the node that the packet's mark says. */
  public static final String ANY_NODE_MAC = "02:dc:ff:ff:ff:ff";

  private Egress() {}

  public static Ruleset rules(SortedMap<String, OtherNode> others) {
    SortedMap<String, String> macs = new TreeMap<>();
    Marks marks = Marks.of(others.keySet());
    others.forEach((id, node) -> macs.put(Marks.text(marks.of(id)), node.mac()));
    SortedMap<String, NamedSet> sets = new TreeMap<>();
    sets.put("macs", new NamedSet("mark : ether_addr", macs));
    SortedMap<String, Chain> chains = new TreeMap<>();
    chains.put(
        "leaving",
        new Chain(
            "type filter hook egress device \"%s\" priority filter".formatted(HostRules.FABRIC),
            List.of(
                "ether daddr " + ANY_NODE_MAC + " ether daddr set meta mark map @macs",
                // The outer packet would inherit it, and take the inner one's route in a circle.
                "meta mark set 0x00000000")));
    return new Ruleset(List.of(new Table(Family.NETDEV, sets, SharedMap.of(chains))));
  }
}
