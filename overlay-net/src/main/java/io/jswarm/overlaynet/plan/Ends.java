package io.jswarm.overlaynet.plan;

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

/** The outer ends of containers' cables, in a sandbox or on the host. */
final class Ends {
  private Ends() {}

  /**
   * A container's outer end, and the way to its addresses.
   *
   * @param own this node's addresses on the network, as sources of what it sends itself
   */
  static List<Entry> of(Join join, int place, String device, int mtu, Optional<Vtep> own) {
    Join.Membership membership = join.memberships().get(place);
    Mac mac = Names.containerMac(membership.addresses().getFirst());
    List<Entry> entries = new ArrayList<>();
    Link.Peer peer = new Link.Peer(join.containerId(), Join.inner(place), mac);
    entries.add(Link.on(device, new Link.Veth(peer), Mac.GATEWAY, mtu));
    for (InetAddress address : membership.addresses()) {
      boolean v6 = address instanceof Inet6Address;
      if (v6) {
        entries.add(withoutOwnAddress(device));
        entries.add(new Address(device, Prefix.of(Names.GATEWAY_V6), Address.Scope.LINK));
      }
      entries.add(new Neighbour(device, address, mac));
      InetAddress source = own.flatMap(vtep -> vtep.address(v6)).orElse(null);
      entries.add(Route.main(Prefix.of(address), new Route.Direct(device, source)));
    }
    return entries;
  }

  /** The kernel shall not make an address up: all these devices have the same Ethernet address. */
  static Setting withoutOwnAddress(String device) {
    return new Setting("ipv6/conf/" + device + "/addr_gen_mode", "1");
  }

  /** Whether an address was given to a device, and not made up by the kernel. */
  static boolean isGiven(Address address) {
    InetAddress its = address.prefix().address();
    return !its.isLinkLocalAddress() || its.equals(Names.GATEWAY) || its.equals(Names.GATEWAY_V6);
  }
}
