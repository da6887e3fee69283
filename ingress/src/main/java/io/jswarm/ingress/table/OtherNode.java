package io.jswarm.ingress.table;

import java.util.List;

/**
 * Another node of the cluster.
 *
 * @param addresses on the underlay, v4 and v6: all by which it can be called
 * @param mac of its end of the fabric
 * @param vtep its v4 address on the fabric
 */
public record OtherNode(List<String> addresses, String mac, String vtep) {
  public OtherNode {
    addresses = List.copyOf(addresses);
  }
}
