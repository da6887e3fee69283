package io.jswarm.manager.dispatch.facts;

import io.jswarm.raftstore.image.ClusterImage;
import org.jspecify.annotations.Nullable;

/** An object of the image that a fact follows from: one each, or none. */
sealed interface Subject {
  record OfNode(String nodeId) implements Subject {}

  record OfNetwork(String networkId) implements Subject {}

  record OfBlock(String networkId, String prefix) implements Subject {}

  record OfService(String serviceId) implements Subject {}

  record OfTask(String taskId) implements Subject {}

  /** What the image says of it. */
  default @Nullable PlacedFact in(ClusterImage image) {
    return switch (this) {
      case OfNode(String id) -> Peers.of(id, image);
      case OfNetwork(String id) -> Segments.of(id, image);
      case OfBlock(String networkId, String prefix) -> Blocks.of(networkId, prefix, image);
      case OfService(String id) -> Fronts.of(id, image);
      case OfTask(String id) -> Backends.of(id, image);
    };
  }
}
