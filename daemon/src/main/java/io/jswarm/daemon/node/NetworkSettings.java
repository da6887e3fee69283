package io.jswarm.daemon.node;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.InitRequest;
import io.jswarm.overlaynet.ipam.Prefix4;
import io.jswarm.raftstore.image.ClusterState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new cluster's networks are made of, fixed when it is founded: the pools their addresses
 * come from and the port their packets go to. Refused in Swarm's words where it has some.
 *
 * @param pools subnets of networks that name none are cut from these, in CIDR notation
 * @param subnetBits the length of the prefix of each cut
 * @param port UDP port of VXLAN
 * @param fabricPool addresses of the network that joins all nodes
 */
record NetworkSettings(List<String> pools, int subnetBits, int port, String fabricPool) {
  private static final List<String> POOLS_DEFAULT = List.of("10.0.0.0/8");
  private static final int SUBNET_BITS_DEFAULT = 24;

  /** A cut must have room for the network's own addresses, a gateway and two tasks. */
  private static final int SUBNET_BITS_MAX = 29;

  /** The range of registered ports. */
  private static final int PORT_MIN = 1024;

  private static final int PORT_MAX = 49151;

  /** The fabric gives every node at least a block of 256. */
  private static final int FABRIC_BITS_MAX = 20;

  static NetworkSettings of(InitRequest request, List<Addresses.Local> locals)
      throws NodeException {
    int bits = request.subnetSize() == 0 ? SUBNET_BITS_DEFAULT : request.subnetSize();
    List<Prefix4> pools = pools(request.defaultAddrPool(), bits);
    int port = request.dataPathPort() == 0 ? Defaults.DATA_PATH_PORT : request.dataPathPort();
    if (port < PORT_MIN || port > PORT_MAX) {
      throw NodeException.invalid(
          "Datapath port number is not in valid range (" + PORT_MIN + "-" + PORT_MAX + ")");
    }
    Prefix4 fabric = fabric(request.fabricPool(), pools, locals);
    return new NetworkSettings(
        pools.stream().map(Prefix4::toString).toList(), bits, port, fabric.toString());
  }

  private static List<Prefix4> pools(@Nullable List<String> asked, int bits) throws NodeException {
    List<String> texts = asked == null || asked.isEmpty() ? POOLS_DEFAULT : asked;
    if (bits > SUBNET_BITS_MAX || bits < 1) {
      throw NodeException.invalid(
          "subnet size is out of range: " + bits + "; it must be 1 to " + SUBNET_BITS_MAX);
    }
    List<Prefix4> pools = new ArrayList<>();
    for (String text : texts) {
      Prefix4 pool = parse("base pool", text);
      if (bits < pool.length()) {
        throw NodeException.invalid(
            "invalid CIDR: \"" + text + "\". Subnet size is too small for pool: " + bits);
      }
      for (Prefix4 other : pools) {
        if (other.overlaps(pool)) {
          throw NodeException.invalid("address pools " + other + " and " + pool + " overlap");
        }
      }
      pools.add(pool);
    }
    return pools;
  }

  private static Prefix4 fabric(String asked, List<Prefix4> pools, List<Addresses.Local> locals)
      throws NodeException {
    String text = asked.isEmpty() ? ClusterState.FABRIC_POOL_DEFAULT : asked;
    Prefix4 fabric = parse("fabric pool", text);
    if (fabric.length() > FABRIC_BITS_MAX) {
      throw NodeException.invalid(
          "fabric pool "
              + text
              + " is too small: every node needs a /24 of it; give a /"
              + FABRIC_BITS_MAX
              + " or larger");
    }
    for (Prefix4 pool : pools) {
      if (pool.overlaps(fabric)) {
        throw NodeException.invalid(
            "fabric pool "
                + text
                + " and address pool "
                + pool
                + " overlap; choose another with"
                + " --fabric-pool");
      }
    }
    for (Addresses.Local local : locals) {
      if (Prefix4.address(local.address()).filter(fabric::contains).isPresent()) {
        throw NodeException.invalid(
            "fabric pool "
                + text
                + " holds the address "
                + local.address()
                + " of this machine; choose another with --fabric-pool");
      }
    }
    return fabric;
  }

  private static Prefix4 parse(String what, String text) throws NodeException {
    return Prefix4.parse(text)
        .orElseThrow(() ->
            NodeException.invalid(
                "invalid " + what + " " + text + ": it is a range such as 10.0.0.0/8"));
  }
}
