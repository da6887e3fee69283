package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact.Peer;
import java.net.InetAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Between which addresses the packets of a tunnel travel.
 *
 * @param local this node's; null while it has none, and then nothing is sent
 * @param nodes of the others that can be reached, by node id
 */
public record Outer(@Nullable InetAddress local, SortedMap<String, InetAddress> nodes) {
  /** Nobody can be reached. */
  public static final Outer CLOSED = new Outer(null, Collections.emptySortedMap());

  public Outer {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** As packets travel that may be read on their way: between the nodes' own addresses. */
  static Outer clear(Facts facts, Underlay underlay) {
    SortedMap<String, InetAddress> nodes = new TreeMap<>();
    for (Peer peer : facts.peers()) {
      nodes.put(peer.nodeId(), InetAddress.ofLiteral(peer.addr()));
    }
    return new Outer(underlay.address(), nodes);
  }
}
