package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the sandbox of an overlay holds: a namespace that routes between the network's containers on
 * this node and the tunnel to the others, out of reach of the host's own routes and rules.
 */
public final class SandboxPlan {
  private SandboxPlan() {}

  /**
   * The sandbox's entries.
   *
   * @param secret the way a network that is encrypted takes to other nodes, and no other one
   * @param joins the containers of this node that are on the network
   */
  public static List<Entry> of(
      Facts facts,
      String nodeId,
      Segment segment,
      Underlay underlay,
      Outer secret,
      Collection<Join> joins) {
    List<Entry> entries = new ArrayList<>(settings(underlay));
    Outer outer = segment.encrypted() ? secret : Outer.clear(facts, underlay);
    entries.addAll(TunnelEntries.of(facts, nodeId, segment, underlay, outer));
    for (String vips : segment.vips()) {
      Prefix range = Prefix.parse(vips);
      if (!range.isV6() || underlay.v6()) {
        entries.add(new Route(range, new Route.Here("lo"), Route.LOCAL, Route.METRIC));
      }
    }
    Optional<Vtep> own = Optional.of(Vtep.of(facts, segment.networkId(), nodeId));
    for (Join join : joins) {
      for (int place = 0; place < join.memberships().size(); place++) {
        if (join.memberships().get(place).networkId().equals(segment.networkId())) {
          entries.addAll(Ends.of(join, place, join.inSandbox(), underlay.mtu(segment), own));
        }
      }
    }
    return entries;
  }

  private static List<Setting> settings(Underlay underlay) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("ipv4/ip_forward", "1"));
    settings.add(new Setting("ipv4/conf/all/rp_filter", "0"));
    // Who calls where nobody answers is told each time, not once a second.
    settings.add(new Setting("ipv4/icmp_ratelimit", "0"));
    settings.add(new Setting("ipv4/conf/default/rp_filter", "0"));
    if (underlay.v6()) {
      settings.add(new Setting("ipv6/conf/all/forwarding", "1"));
    }
    return settings;
  }

  /** Whether an entry read from a sandbox is one this plan could have put there. */
  public static boolean isOurs(Entry entry) {
    return !entry.device().equals("lo")
        && (!(entry instanceof Address address) || Ends.isGiven(address));
  }
}
