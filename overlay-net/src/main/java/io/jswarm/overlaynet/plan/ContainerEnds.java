package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.plan.Join.Membership;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a container's namespace holds: its ends of the cables. The gateway of each is reached
 * without asking for it, so no two networks need different ones; the way out of the cluster leads
 * through the fabric, and there is none without it.
 */
public final class ContainerEnds {
  /** Docker's own: any process may listen on any port, and ping. */
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("ipv4/ip_unprivileged_port_start", "0"),
          new Setting("ipv4/ping_group_range", "0\t2147483647"),
          new Setting("ipv4/conf/all/rp_filter", "0"),
          new Setting("ipv4/conf/default/rp_filter", "0"));

  private ContainerEnds() {}

  /** The container's entries; networks nothing is known of are left out. */
  public static List<Entry> of(Facts facts, Underlay underlay, Join join) {
    List<Entry> entries = new ArrayList<>(SETTINGS);
    for (int place = 0; place < join.memberships().size(); place++) {
      Membership membership = join.memberships().get(place);
      Optional<Segment> segment = facts.segment(membership.networkId());
      if (segment.isPresent()) {
        String device = Join.inner(place);
        entries.addAll(end(membership, device, underlay.mtu(segment.get())));
        entries.addAll(ways(membership, segment.get(), device, Route.METRIC + place));
      }
    }
    entries.addAll(resolver(join));
    return entries;
  }

  private static List<Entry> end(Membership membership, String device, int mtu) {
    Mac mac = Names.containerMac(membership.addresses().getFirst());
    List<Entry> entries = new ArrayList<>();
    entries.add(Link.on(device, new Link.Veth(null), mac, mtu));
    entries.add(new Neighbour(device, Names.GATEWAY, Mac.GATEWAY));
    for (InetAddress address : membership.addresses()) {
      if (address instanceof Inet6Address) {
        entries.add(Ends.withoutOwnAddress(device));
        entries.add(new Neighbour(device, Names.GATEWAY_V6, Mac.GATEWAY));
      }
      entries.add(new Address(device, Prefix.of(address), Address.Scope.GLOBAL));
    }
    return entries;
  }

  private static List<Entry> ways(
      Membership membership, Segment segment, String device, int metric) {
    boolean fabric = segment.networkId().equals(NetworkFact.FABRIC);
    List<Entry> entries = new ArrayList<>();
    for (InetAddress address : membership.addresses()) {
      boolean v6 = address instanceof Inet6Address;
      InetAddress gateway = v6 ? Names.GATEWAY_V6 : Names.GATEWAY;
      Route.Via via = new Route.Via(gateway, device, address);
      List<String> ranges = fabric ? List.of(v6 ? "::/0" : "0.0.0.0/0") : segment.subnets();
      for (String range : ranges) {
        Prefix to = Prefix.parse(range);
        if (to.isV6() == v6) {
          entries.add(new Route(new Prefix(to.first(), to.length()), via, Route.MAIN, metric));
        }
      }
    }
    return entries;
  }

  /** Without a way out, the name server is reached through the first overlay. */
  private static List<Entry> resolver(Join join) {
    boolean fabric =
        join.memberships().stream().anyMatch(each -> each.networkId().equals(NetworkFact.FABRIC));
    if (fabric || join.memberships().isEmpty()) {
      return List.of();
    }
    InetAddress own = join.memberships().getFirst().addresses().getFirst();
    InetAddress source = own instanceof Inet6Address ? null : own;
    return List.of(Route.main(Prefix.of(Names.GATEWAY), new Route.Direct(Join.inner(0), source)));
  }
}
