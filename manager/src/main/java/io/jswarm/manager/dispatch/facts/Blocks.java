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
    return new PlacedFact(
        new NetworkFact.Block(networkId, prefix, block.owner()), List.of(networkId));
  }

  /** The parts of a network that virtual addresses are taken from. */
  static List<String> ofVirtualAddresses(String networkId, ClusterImage image) {
    return image.blocksOfNetwork(networkId).stream()
        .filter(block -> block.owner().equals(Block.VIPS))
        .map(Block::prefix)
        .toList();
  }
}
