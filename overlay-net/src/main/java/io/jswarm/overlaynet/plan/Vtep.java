package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.overlaynet.FabricAddress;
import io.jswarm.overlaynet.state.Prefix;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A node's own addresses on a network: the first one of its first block that is longer than an
 * address. A node that has only single addresses there is known by its address on the fabric.
 *
 * @param blocks all its addresses on the network
 */
public record Vtep(Optional<InetAddress> v4, Optional<InetAddress> v6, List<Prefix> blocks) {
  private static final Comparator<Prefix> ORDER =
      Comparator.comparing((Prefix each) -> each.address().getAddress(), Vtep::unsigned)
          .thenComparingInt(Prefix::length);

  /** What the facts say of a node on a network. */
  public static Vtep of(Facts facts, String networkId, String nodeId) {
    List<Prefix> blocks = blocks(facts, networkId, nodeId);
    List<Prefix> fabric =
        networkId.equals(NetworkFact.FABRIC) ? blocks : blocks(facts, NetworkFact.FABRIC, nodeId);
    return new Vtep(first(blocks, fabric, false), first(blocks, fabric, true), blocks);
  }

  /** Where each node is on the fabric, by its id; those without an address of their own are not. */
  public static SortedMap<String, InetAddress> onFabric(Facts facts) {
    SortedMap<String, Prefix> first = new TreeMap<>();
    for (Block block : facts.blocks(NetworkFact.FABRIC)) {
      Prefix prefix = Prefix.parse(block.prefix());
      if (!prefix.isV6() && !prefix.isOneAddress()) {
        first.merge(block.nodeId(), prefix, BinaryOperator.minBy(ORDER));
      }
    }
    SortedMap<String, InetAddress> addresses = new TreeMap<>();
    first.forEach((nodeId, prefix) -> addresses.put(nodeId, prefix.first()));
    return addresses;
  }

  Optional<InetAddress> address(boolean ofV6) {
    return ofV6 ? v6 : v4;
  }

  private static List<Prefix> blocks(Facts facts, String networkId, String nodeId) {
    return facts.blocks(networkId).stream()
        .filter(block -> block.nodeId().equals(nodeId))
        .map(Block::prefix)
        .map(Prefix::parse)
        .flatMap(each ->
            networkId.equals(NetworkFact.FABRIC) && !each.isV6()
                ? Stream.of(each, onFabricV6(each))
                : Stream.of(each))
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  private static Prefix onFabricV6(Prefix v4) {
    InetAddress first = InetAddress.ofLiteral(FabricAddress.v6(v4.first().getHostAddress()));
    return new Prefix(first, v4.length() + Prefix.of(first).length() - Integer.SIZE);
  }

  private static Optional<InetAddress> first(List<Prefix> blocks, List<Prefix> fabric, boolean v6) {
    return Stream.of(blocks, fabric)
        .flatMap(each ->
            each.stream().filter(block -> block.isV6() == v6 && !block.isOneAddress()).limit(1))
        .findFirst()
        .map(Prefix::first);
  }

  private static int unsigned(byte[] one, byte[] other) {
    return one.length == other.length
        ? Arrays.compareUnsigned(one, other)
        : one.length - other.length;
  }
}
