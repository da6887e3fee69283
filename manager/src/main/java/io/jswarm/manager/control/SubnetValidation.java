package io.jswarm.manager.control;

import io.jswarm.api.model.IpamConfig;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.overlaynet.ipam.Prefix6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the subnets of one network make sense together. */
final class SubnetValidation {
  /** A million addresses; each node has a route to each block. */
  private static final int LENGTH_MIN = 12;

  /** The network's, the gateway's and the broadcast address leave one of four. */
  private static final int LENGTH_MAX = 30;

  private SubnetValidation() {}

  /** The first thing wrong, in Docker's words where it has some. */
  static Optional<String> check(List<IpamConfig> configs, boolean ipv6) {
    List<Prefix4> seen = new ArrayList<>();
    List<Prefix6> seen6 = new ArrayList<>();
    for (IpamConfig config : configs) {
      String message = config.subnet().isEmpty() ? withoutSubnet(config) : one(config, ipv6);
      message = message == null ? overlap(config, seen, seen6) : message;
      if (message != null) {
        return Optional.of(message);
      }
    }
    return Optional.ofNullable(tooSmall(seen, seen6));
  }

  private static @Nullable String withoutSubnet(IpamConfig config) {
    boolean asks =
        !config.gateway().isEmpty()
            || !config.ipRange().isEmpty()
            || !config.auxiliaryAddresses().isEmpty();
    return asks ? "every ip-range or gateway must have a corresponding subnet" : null;
  }

  private static @Nullable String one(IpamConfig config, boolean ipv6) {
    String subnet = config.subnet();
    Optional<Prefix4> v4 = Prefix4.parse(subnet);
    if (v4.isPresent()) {
      return size(v4.get(), subnet) == null
          ? parts(
              config, address -> Prefix4.address(address).filter(v4.get()::contains).isPresent())
          : size(v4.get(), subnet);
    }
    Optional<Prefix6> v6 = Prefix6.parse(subnet);
    if (v6.isEmpty()) {
      return "Invalid subnet " + subnet + " : invalid CIDR address: " + subnet;
    }
    if (!ipv6) {
      return "subnet " + subnet + " is IPv6, which is not enabled for the network";
    }
    if (!config.ipRange().isEmpty()) {
      return "an IPv6 subnet has no ip-range: its addresses follow from those of IPv4";
    }
    return parts(
        config, address -> Prefix6.address(address).filter(v6.get()::contains).isPresent());
  }

  private static @Nullable String size(Prefix4 prefix, String subnet) {
    if (prefix.length() < LENGTH_MIN) {
      return "subnet " + subnet + " is too large: a subnet is /" + LENGTH_MIN + " at most";
    }
    return prefix.length() > LENGTH_MAX
        ? "subnet " + subnet + " is too small: a subnet is /" + LENGTH_MAX + " at least"
        : null;
  }

  private static @Nullable String parts(IpamConfig config, Predicate<String> within) {
    String subnet = config.subnet();
    if (!config.ipRange().isEmpty()) {
      Optional<Prefix4> range = Prefix4.parse(config.ipRange());
      if (range.isEmpty()) {
        return "ipam configuration: invalid range " + config.ipRange();
      }
      if (!Prefix4.parse(subnet).filter(whole -> whole.contains(range.get())).isPresent()) {
        return "ipam configuration: subnet %s does not contain range %s"
            .formatted(subnet, config.ipRange());
      }
    }
    if (!config.gateway().isEmpty() && !within.test(config.gateway())) {
      return isAddress(config.gateway())
          ? "ipam configuration: subnet %s does not contain gateway %s"
              .formatted(subnet, config.gateway())
          : "ipam configuration: invalid gateway " + config.gateway();
    }
    for (Map.Entry<String, String> aux : config.auxiliaryAddresses().entrySet()) {
      if (!within.test(aux.getValue())) {
        return "ipam configuration: subnet %s does not contain auxiliary address %s"
            .formatted(subnet, aux.getValue());
      }
    }
    return null;
  }

  private static boolean isAddress(String text) {
    return Prefix4.address(text).isPresent() || Prefix6.address(text).isPresent();
  }

  private static @Nullable String overlap(
      IpamConfig config, List<Prefix4> seen, List<Prefix6> seen6) {
    Optional<Prefix4> v4 = Prefix4.parse(config.subnet());
    Optional<Prefix6> v6 = Prefix6.parse(config.subnet());
    boolean overlaps =
        v4.filter(one -> seen.stream().anyMatch(one::overlaps)).isPresent()
            || v6.filter(one -> seen6.stream().anyMatch(one::overlaps)).isPresent();
    v4.ifPresent(seen::add);
    v6.ifPresent(seen6::add);
    return overlaps
        ? "subnet "
            + config.subnet()
            + " overlaps another one of the network: multiple"
            + " overlapping subnet configuration is not supported"
        : null;
  }

  /** Every IPv4 address must have its like in IPv6. */
  private static @Nullable String tooSmall(List<Prefix4> subnets, List<Prefix6> subnets6) {
    if (subnets6.isEmpty()) {
      return null;
    }
    if (subnets6.size() > 1) {
      return "a network has one IPv6 subnet at most";
    }
    long needed = 0;
    for (Prefix4 subnet : subnets) {
      needed = (needed + subnet.size() - 1 & -subnet.size()) + subnet.size();
    }
    return subnets6.getFirst().size() < needed
        ? "subnet " + subnets6.getFirst() + " is smaller than the IPv4 subnets of the network"
        : null;
  }
}
