package io.jswarm.manager.dispatch;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.ClusterImage;

/** How a node with a session is, by its own word. */
final class NodeWord {
  private NodeWord() {}

  /** Takes down what the node says of itself; tells whether its status may be another now. */
  static boolean heard(Session session, WorkerMessage message) {
    return switch (message) {
      case WorkerMessage.Describe(var description) -> {
        session.description = description;
        yield true;
      }
      case WorkerMessage.Condition(String sentence) -> {
        session.condition = sentence;
        yield true;
      }
      case WorkerMessage.Paths(var paths) -> {
        session.paths = paths;
        yield true;
      }
      case WorkerMessage.Pausing() -> {
        session.pauses = true;
        session.condition = NodeStatus.PAUSING;
        yield true;
      }
      // which ways are broken depends on how the other nodes are, too
      case WorkerMessage.Heartbeat _ -> KnownPaths.anyBroken(session.paths);
      case WorkerMessage.Register _,
          WorkerMessage.Statuses _,
          WorkerMessage.Applied _,
          WorkerMessage.NetworksApplied _,
          WorkerMessage.Renew _,
          WorkerMessage.Usage _,
          WorkerMessage.Leaving _ ->
          false;
    };
  }

  /** The node's status, which is ready since it has a session. */
  static NodeStatus status(Session session, ClusterImage image, NetworkFlow networks) {
    return new NodeStatus(
        NodeState.READY,
        session.condition,
        session.addr,
        KnownPaths.judged(session.nodeId, session.paths, image, networks::knowEachOther));
  }
}
