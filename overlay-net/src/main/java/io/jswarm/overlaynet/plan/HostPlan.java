package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the node's own namespace holds: the fabric's tunnel, the ends of the cables by which
 * containers reach it, and the way back of connections that came by another node.
 */
public final class HostPlan {
  /** The bit of a packet's mark that says that it answers a connection another node passed on. */
  private static final int CAME_BY_ANOTHER = 0x10000;

  private static final int RULE_PRIORITY = 100;
  private static final int RETURN_TABLE = 1000;

  /** No node has it; the frame's address is set to the right node's as it leaves. */
  private static final Mac ANY_NODE = Mac.parse("02:dc:ff:ff:ff:ff");

  private static final InetAddress ANY_NODE_V4 = InetAddress.ofLiteral("169.254.255.254");
  private static final InetAddress ANY_NODE_V6 = InetAddress.ofLiteral("fe80::ffff");

  private static final Prefix LOCALHOST_V6 = Prefix.parse("::1");

  private HostPlan() {}

  /** The host's entries; none while nothing is known of the fabric. */
  public static List<Entry> of(
      Facts facts, String nodeId, Underlay underlay, Collection<Join> joins) {
    Optional<Segment> fabric = facts.segment(NetworkFact.FABRIC);
    if (fabric.isEmpty()) {
      return List.of();
    }
    String device = Names.FABRIC_DEVICE;
    List<Entry> entries = new ArrayList<>(settings(underlay));
    entries.addAll(
        TunnelEntries.of(facts, nodeId, fabric.get(), underlay, Outer.clear(facts, underlay)));
    entries.addAll(deviceSettings(device, underlay));
    entries.addAll(wayBack(underlay));
    entries.addAll(localhost(device, Route.METRIC, underlay));
    Optional<Vtep> own = Optional.of(Vtep.of(facts, NetworkFact.FABRIC, nodeId));
    int mtu = underlay.mtu(fabric.get());
    for (Join join : joins) {
      int last = join.memberships().size() - 1;
      if (last >= 0 && join.memberships().get(last).networkId().equals(NetworkFact.FABRIC)) {
        entries.addAll(Ends.of(join, last, join.onHost(), mtu, own));
        entries.addAll(deviceSettings(join.onHost(), underlay));
        entries.addAll(localhost(join.onHost(), metric(join.memberships().get(last)), underlay));
      }
    }
    return entries;
  }

  private static List<Setting> settings(Underlay underlay) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("ipv4/ip_forward", "1"));
    if (underlay.v6()) {
      settings.add(new Setting("ipv6/conf/all/forwarding", "1"));
    }
    return settings;
  }

  /**
   * So that a connection from localhost may be led to a container, and answers from anywhere pass.
   */
  private static List<Setting> deviceSettings(String device, Underlay underlay) {
    String folder = "ipv4/conf/" + device + "/";
    return List.of(
        new Setting(folder + "rp_filter", underlay.sourceCheck()),
        new Setting(folder + "route_localnet", "1"));
  }

  /**
   * Answers to connections from {@code ::1} come by our devices, once translated back, and the
   * kernel takes them only where it is told that this address is there too.
   */
  private static List<Entry> localhost(String device, int metric, Underlay underlay) {
    return underlay.v6()
        ? List.of(new Route(LOCALHOST_V6, new Route.Here(device), Route.LOCAL, metric))
        : List.of();
  }

  /** Routes to one address on several devices differ by their metrics. */
  private static int metric(Join.Membership membership) {
    int bits = ByteBuffer.wrap(membership.addresses().getFirst().getAddress()).getInt();
    return 2 * Route.METRIC + (bits & 0xffffff);
  }

  private static List<Entry> wayBack(Underlay underlay) {
    List<Entry> entries = new ArrayList<>(wayBack(MarkRule.Family.V4, "0.0.0.0/0", ANY_NODE_V4));
    if (underlay.v6()) {
      entries.addAll(wayBack(MarkRule.Family.V6, "::/0", ANY_NODE_V6));
    }
    return entries;
  }

  private static List<Entry> wayBack(MarkRule.Family family, String anywhere, InetAddress gateway) {
    String device = Names.FABRIC_DEVICE;
    return List.of(
        new Neighbour(device, gateway, ANY_NODE),
        new Route(
            Prefix.parse(anywhere),
            new Route.Via(gateway, device, null),
            RETURN_TABLE,
            Route.METRIC),
        new MarkRule(family, RULE_PRIORITY, CAME_BY_ANOTHER, CAME_BY_ANOTHER, RETURN_TABLE));
  }

  /** Whether an entry read from the host is one this plan could have put there. */
  public static boolean isOurs(Entry entry) {
    return switch (entry) {
      case Address address -> isOurDevice(address.device()) && Ends.isGiven(address);
      case Link _, Neighbour _, Forwarding _ -> isOurDevice(entry.device());
      case Route _, MarkRule _ -> true; // only those of our own protocol are read
      case Setting _ -> false;
    };
  }

  private static boolean isOurDevice(String device) {
    return device.equals(Names.FABRIC_DEVICE) || device.startsWith(Names.FABRIC_END);
  }
}
