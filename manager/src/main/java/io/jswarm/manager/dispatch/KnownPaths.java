package io.jswarm.manager.dispatch;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a node's word on the ways to others: a way to a node that is not ready is not
 * broken, its node is away; and a node that is not told where this one is need not answer it.
 */
final class KnownPaths {
  private KnownPaths() {}

  static boolean anyBroken(@Nullable DataPathStatus said) {
    return said != null && !said.broken().isEmpty();
  }

  /**
   * Whatever a node says, it is of its own ways and no more than is kept of one node.
   *
   * @param knowEachOther whether each of two nodes is told where the other is
   */
  static @Nullable DataPathStatus judged(
      String nodeId,
      @Nullable DataPathStatus said,
      ClusterImage image,
      BiPredicate<String, String> knowEachOther) {
    if (said == null) {
      return null;
    }
    List<NetworkPath> broken =
        said.broken().stream()
            .filter(path -> path.from().equals(nodeId) && isReady(image.node(path.to())))
            .filter(path -> knowEachOther.test(nodeId, path.to()))
            .limit(DataPathStatus.BROKEN_MAX)
            .toList();
    return new DataPathStatus(said.since(), broken, said.more());
  }

  private static boolean isReady(@Nullable Node node) {
    return node != null && node.status().state() == NodeState.READY;
  }
}
