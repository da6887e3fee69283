package io.jswarm.overlaynet.wireguard;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import io.jswarm.overlaynet.plan.Outer;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tunnels of a node: two to each node with which it shares an encrypted network, none while it
 * is on no such network. Both ends receive on both; each sends on the one whose turn it is by its
 * own clock.
 *
 * @param tunnels by slot; empty when there is nothing to encrypt
 * @param outer the way of encrypted networks' packets, inside the tunnels
 * @param keyless hostnames of nodes that share an encrypted network and cannot be reached, for they
 *     have told no keys
 */
public record TunnelPlan(List<Tunnel> tunnels, Outer outer, List<String> keyless) {
  /** UDP port of the first tunnel; the second has the next one. */
  public static final int PORT = 51820;

  /** Loses against every route to a node that can be reached. */
  private static final int LAST_RESORT = 9999;

  /** Nothing to encrypt. */
  public static final TunnelPlan NONE = new TunnelPlan(List.of(), Outer.CLOSED, List.of());

  public TunnelPlan {
    tunnels = List.copyOf(tunnels);
    keyless = List.copyOf(keyless);
  }

  /** The device that is sent with in that slot. */
  public static String device(int slot) {
    return Names.SECRET_DEVICE + slot;
  }

  /** Whether the node is on an encrypted network. */
  public static boolean isNeeded(Facts facts) {
    return facts.segments().stream().anyMatch(Segment::encrypted);
  }

  /** Works them out, from all that the node has been told. */
  public static TunnelPlan of(String nodeId, Facts facts, NodeKeys keys) {
    Optional<Segment> fabric = facts.segment(NetworkFact.FABRIC);
    if (!isNeeded(facts) || fabric.isEmpty()) {
      return NONE;
    }
    TreeSet<String> sharing = new TreeSet<>();
    facts.segments().stream()
        .filter(Segment::encrypted)
        .flatMap(segment -> facts.blocks(segment.networkId()).stream())
        .forEach(block -> sharing.add(block.nodeId()));
    SortedMap<String, InetAddress> inner = innerAddresses(facts, fabric.get());
    InetAddress own = inner.remove(nodeId);
    inner.keySet().retainAll(sharing);
    return withPeers(own, inner, facts, keys);
  }

  private static TunnelPlan withPeers(
      @Nullable InetAddress own, SortedMap<String, InetAddress> inner, Facts facts, NodeKeys keys) {
    List<String> keyless = new ArrayList<>();
    List<List<Tunnel.Peer>> ends = List.of(new ArrayList<>(), new ArrayList<>());
    SortedMap<String, InetAddress> reached = new TreeMap<>();
    inner.forEach((nodeId, address) -> {
      Peer peer = facts.peer(nodeId).orElse(null);
      if (peer == null || own == null) {
        return;
      }
      List<String> announced = NodeKeys.announced(peer.wireguardKey());
      if (announced.isEmpty()) {
        keyless.add(peer.hostname());
        return;
      }
      reached.put(nodeId, address);
      InetAddress node = InetAddress.ofLiteral(peer.addr());
      for (int slot = 0; slot < NodeKeys.SLOTS; slot++) {
        ends.get(slot).add(new Tunnel.Peer(announced.get(slot), node, address));
      }
    });
    List<Tunnel> tunnels = new ArrayList<>();
    for (int slot = 0; slot < NodeKeys.SLOTS; slot++) {
      tunnels.add(new Tunnel(device(slot), PORT + slot, keys.of(slot), ends.get(slot)));
    }
    return new TunnelPlan(tunnels, new Outer(own, reached), keyless);
  }

  /**
   * Of every node with a block of the fabric: its first one by address counts. Nodes that would
   * have the same address have none.
   */
  private static SortedMap<String, InetAddress> innerAddresses(Facts facts, Segment fabric) {
    Prefix pool = Prefix.parse(fabric.subnets().getFirst());
    SortedMap<String, Inet4Address> first = new TreeMap<>();
    for (Block block : facts.blocks(NetworkFact.FABRIC)) {
      if (Prefix.parse(block.prefix()).first() instanceof Inet4Address address) {
        first.merge(block.nodeId(), address, TunnelPlan::lower);
      }
    }
    SortedMap<String, InetAddress> inner = new TreeMap<>();
    first.forEach(
        (nodeId, address) -> Inner.of(address, pool).ifPresent(found -> inner.put(nodeId, found)));
    List<InetAddress> all = List.copyOf(inner.values());
    inner.values().removeIf(address -> Collections.frequency(all, address) > 1);
    return inner;
  }

  private static Inet4Address lower(Inet4Address one, Inet4Address other) {
    return Integer.compareUnsigned(one.hashCode(), other.hashCode()) <= 0 ? one : other;
  }

  /** The same while the tunnels cannot be used: nobody can be reached. */
  public TunnelPlan closed() {
    return new TunnelPlan(tunnels, new Outer(outer.local(), Collections.emptySortedMap()), keyless);
  }

  /**
   * What the node's own namespace holds for them: its inner address, on the fabric's device for it
   * stays when tunnels go; the ways to the others; and no other way there.
   *
   * @param slot the one to send with
   */
  public List<Entry> onHost(int slot, Underlay underlay) {
    InetAddress own = outer.local();
    if (own == null) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(new Address(Names.FABRIC_DEVICE, Prefix.of(own), Address.Scope.LINK));
    entries.add(new Route(Inner.RANGE, new Route.Unreachable(), Route.MAIN, LAST_RESORT));
    for (InetAddress other : outer.nodes().values()) {
      entries.add(Route.main(Prefix.of(other), new Route.Direct(device(slot), own)));
    }
    if (!outer.nodes().isEmpty()) {
      for (Tunnel tunnel : tunnels) {
        // A node may send on the tunnel that is not this one's to send with.
        String path = "ipv4/conf/" + tunnel.device() + "/rp_filter";
        entries.add(new Setting(path, underlay.sourceCheck()));
      }
    }
    return entries;
  }
}
