package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which addresses are at which node. */
final class Blocks {
  private Blocks() {}

  static @Nullable PlacedFact of(String networkId, String prefix, ClusterImage image) {
    Block block = image.block(networkId, prefix);
    if (block == null || block.owner().equals(Block.VIPS)) {
      return null;
    }
    NetworkFact.Block fact = new NetworkFact.Block(networkId, prefix, block.owner());
    if (!networkId.equals(NetworkFact.FABRIC)) {
      return new PlacedFact(fact, List.of(networkId));
    }
    boolean reachable = Peers.of(block.owner(), image) != null;
    return reachable ? new PlacedFact(fact, Whereabouts.topics(block.owner(), image)) : null;
  }

  /** The parts of a network that virtual addresses are taken from. */
  static List<String> ofVirtualAddresses(String networkId, ClusterImage image) {
    return image.blocksOfNetwork(networkId).stream()
        .filter(block -> block.owner().equals(Block.VIPS))
        .map(Block::prefix)
        .toList();
  }
}
