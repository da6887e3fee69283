package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.raftstore.image.ClusterImage;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that packets can be sent to: all that have said where they are, also while they are down.
 */
final class Peers {
  private Peers() {}

  static @Nullable PlacedFact of(String nodeId, ClusterImage image) {
    Node node = image.node(nodeId);
    if (node == null || node.status().addr().isEmpty() || image.revoked().containsKey(nodeId)) {
      return null;
    }
    NodeDescription said = node.description();
    String addr = said.dataPathAddr().isEmpty() ? node.status().addr() : said.dataPathAddr();
    String key = said.dataPathKey() == null ? "" : said.dataPathKey();
    Peer peer = new Peer(nodeId, said.hostname(), addr, key);
    return new PlacedFact(peer, Whereabouts.topics(nodeId, image));
  }
}
