package io.jswarm.overlaynet.ipam;

import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses a network has: of which ranges they are taken, which of them nobody gets, and what
 * IPv6 address goes with one. An address of IPv6 has the same place in its subnet as the one of
 * IPv4 has in all subnets of IPv4, so it needs no list of its own.
 *
 * @param reserved addresses within the ranges that are nobody's
 * @param six the subnet of IPv6; null when there is none
 * @param blockLengthMin the prefix length of the largest block an owner gets at once
 * @param divisible whether blocks may shrink when addresses are short; where nodes need an address
 *     of their own they may not
 */
public record AddressPlan(
    List<Subnet> subnets,
    NavigableSet<Long> reserved,
    @Nullable Prefix6 six,
    int blockLengthMin,
    boolean divisible) {

  /** A node's share of an overlay has no more addresses at first: 64. */
  private static final int BLOCK_LENGTH_OVERLAY = 26;

  /** A node's share of the network of all nodes: 256, as many tasks as a node may well have. */
  private static final int BLOCK_LENGTH_FABRIC = 24;

  /**
   * One subnet of IPv4.
   *
   * @param range the part of it that addresses are taken from
   * @param index the place of its first address among those of all subnets
   */
  public record Subnet(Prefix4 prefix, Prefix4 range, long index) {}

  /** The plan of an overlay network. */
  public static AddressPlan of(Network network) {
    List<Subnet> subnets = new ArrayList<>();
    NavigableSet<Long> reserved = new TreeSet<>();
    Prefix6 six = null;
    long index = 0;
    List<IpamConfig> configs = network.ipam().config();
    for (IpamConfig config : configs == null ? List.<IpamConfig>of() : configs) {
      Optional<Prefix4> prefix = Prefix4.parse(config.subnet());
      if (prefix.isPresent()) {
        Prefix4 whole = prefix.get();
        index = aligned(index, whole.size());
        subnets.add(new Subnet(whole, Prefix4.parse(config.ipRange()).orElse(whole), index));
        index += whole.size();
        reserved.addAll(List.of(whole.base(), whole.last()));
        Prefix4.address(config.gateway()).ifPresent(reserved::add);
        config
            .auxiliaryAddresses()
            .values()
            .forEach(aux -> Prefix4.address(aux).ifPresent(reserved::add));
      } else {
        six = Prefix6.parse(config.subnet()).orElse(six);
      }
    }
    return new AddressPlan(List.copyOf(subnets), reserved, six, BLOCK_LENGTH_OVERLAY, true);
  }

  /** The plan of the network that joins all nodes. */
  public static AddressPlan ofFabric(Prefix4 pool) {
    return new AddressPlan(
        List.of(new Subnet(pool, pool, 0)),
        new TreeSet<>(List.of(pool.base(), pool.base() + 1)),
        null,
        BLOCK_LENGTH_FABRIC,
        false);
  }

  private static long aligned(long index, long size) {
    return (index + size - 1) & -size;
  }

  /** How many addresses can be given out at all. */
  public long size() {
    long size = subnets.stream().mapToLong(subnet -> subnet.range().size()).sum();
    return size - reserved.stream().filter(this::isInRange).count();
  }

  private boolean isInRange(long address) {
    return subnets.stream().anyMatch(subnet -> subnet.range().contains(address));
  }

  /**
   * The length of a block that does not take too much of a subnet: the square root of it, within
   * bounds. What turns out too much is taken back when it is needed.
   */
  int blockLength() {
    int largest = subnets.stream().mapToInt(one -> one.range().length()).min().orElse(32);
    return Math.max(blockLengthMin, 32 - (32 - largest) / 2);
  }

  /** The addresses of both kinds with the prefix lengths of their subnets, IPv4 first. */
  public List<String> addresses(long address) {
    String four = Prefix4.format(address) + "/" + subnetOf(address).prefix().length();
    return six == null ? List.of(four) : List.of(four, six(address) + "/" + six.length());
  }

  /** The IPv6 address that goes with one of IPv4; empty when there is none. */
  public Optional<String> sixOf(long address) {
    return six == null ? Optional.empty() : Optional.of(six(address));
  }

  /** The range of IPv6 that goes with one of IPv4 within a subnet; empty when there is none. */
  public Optional<String> sixOf(Prefix4 block) {
    return sixOf(block.base()).map(first -> first + "/" + (96 + block.length()));
  }

  private String six(long address) {
    Subnet subnet = subnetOf(address);
    return six == null ? "" : six.at(subnet.index() + address - subnet.prefix().base());
  }

  private Subnet subnetOf(long address) {
    return subnets.stream()
        .filter(subnet -> subnet.prefix().contains(address))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(Prefix4.format(address) + " is in none of " + subnets));
  }

  /** The subnets of IPv4, for people. */
  public String names() {
    return String.join(", ", subnets.stream().map(one -> one.prefix().toString()).toList());
  }
}
