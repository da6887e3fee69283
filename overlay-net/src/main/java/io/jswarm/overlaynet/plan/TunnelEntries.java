package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tunnel of one network and the ways through it: for every other node with addresses there one
 * neighbour, one forwarding entry, and one route for each of its blocks. Nothing grows with the
 * containers of other nodes.
 */
final class TunnelEntries {
  /** Loses against every route to an address that is there. */
  private static final int LAST_RESORT = 9999;

  private final Facts facts;
  private final String nodeId;
  private final Segment segment;
  private final Underlay underlay;
  private final Outer outer;
  private final String device;
  private final List<Entry> entries = new ArrayList<>();

  private TunnelEntries(
      Facts facts, String nodeId, Segment segment, Underlay underlay, Outer outer) {
    this.facts = facts;
    this.nodeId = nodeId;
    this.segment = segment;
    this.underlay = underlay;
    this.outer = outer;
    this.device =
        segment.networkId().equals(NetworkFact.FABRIC) ? Names.FABRIC_DEVICE : Names.OVERLAY_DEVICE;
  }

  static List<Entry> of(
      Facts facts, String nodeId, Segment segment, Underlay underlay, Outer outer) {
    TunnelEntries tunnel = new TunnelEntries(facts, nodeId, segment, underlay, outer);
    tunnel.own();
    tunnel.others();
    return tunnel.entries;
  }

  private void own() {
    Link.Vxlan kind = new Link.Vxlan(segment.vni(), outer.local(), segment.port());
    Mac mac = Names.tunnelMac(segment.networkId(), nodeId);
    entries.add(Link.on(device, kind, mac, underlay.mtu(segment)));
    entries.add(new Address(device, Prefix.of(Names.GATEWAY), Address.Scope.LINK));
    if (underlay.v6()) {
      entries.add(Ends.withoutOwnAddress(device));
    }
    Vtep own = Vtep.of(facts, segment.networkId(), nodeId);
    for (boolean v6 : families()) {
      own.address(v6)
          .ifPresent(address ->
              entries.add(new Address(device, Prefix.of(address), Address.Scope.GLOBAL)));
    }
    for (Prefix block : own.blocks()) {
      if (!block.isOneAddress() && isUsed(block)) {
        entries.add(new Route(block, new Route.Unreachable(), Route.MAIN, LAST_RESORT));
      }
    }
  }

  /** A node that is not reached in the way this network asks for is not spoken to at all. */
  private void others() {
    TreeSet<String> nodes = new TreeSet<>();
    for (Block block : facts.blocks(segment.networkId())) {
      nodes.add(block.nodeId());
    }
    nodes.remove(nodeId);
    for (String node : nodes) {
      InetAddress address = outer.nodes().get(node);
      if (address != null) {
        other(node, address);
      }
    }
  }

  private void other(String node, InetAddress address) {
    Mac mac = Names.tunnelMac(segment.networkId(), node);
    Vtep vtep = Vtep.of(facts, segment.networkId(), node);
    entries.add(new Forwarding(device, mac, address));
    for (boolean v6 : families()) {
      Optional<InetAddress> gateway = gateway(vtep, v6);
      if (gateway.isPresent()) {
        entries.add(new Neighbour(device, gateway.get(), mac));
        ways(vtep, v6, gateway.get());
      }
    }
  }

  private void ways(Vtep vtep, boolean v6, InetAddress gateway) {
    InetAddress source = Vtep.of(facts, segment.networkId(), nodeId).address(v6).orElse(null);
    Route.Via via = new Route.Via(gateway, device, source);
    boolean covered = false;
    for (Prefix block : vtep.blocks()) {
      if (block.isV6() == v6) {
        entries.add(Route.main(block, via));
        covered |= block.contains(gateway);
      }
    }
    if (!covered) {
      entries.add(Route.main(Prefix.of(gateway), via));
    }
  }

  private static Optional<InetAddress> gateway(Vtep vtep, boolean v6) {
    return vtep.blocks().stream().noneMatch(block -> block.isV6() == v6)
        ? Optional.empty()
        : vtep.address(v6)
            .or(() ->
                vtep.blocks().stream()
                    .filter(block -> block.isV6() == v6)
                    .findFirst()
                    .map(Prefix::first));
  }

  private boolean isUsed(Prefix block) {
    return !block.isV6() || underlay.v6();
  }

  private List<Boolean> families() {
    return underlay.v6() ? List.of(false, true) : List.of(false);
  }
}
