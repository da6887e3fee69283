package io.jswarm.raftstore.image;

/**
 * Addresses of a network that one owner gives out. Blocks of a network never overlap.
 *
 * @param networkId of an overlay network, or {@link io.jswarm.api.rpc.NetworkFact#FABRIC}
 * @param prefix in CIDR notation, v4; what belongs to it in v6 follows from it
 * @param owner a node, or {@link #VIPS}
 */
public record Block(String networkId, String prefix, String owner) {
  /** Owns the blocks that the virtual addresses of services are taken from. */
  public static final String VIPS = "";

  String id() {
    return id(networkId, prefix);
  }

  static String id(String networkId, String prefix) {
    return networkId + "/" + prefix;
  }
}
