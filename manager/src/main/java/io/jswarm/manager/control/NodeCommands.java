package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Fence;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Version;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Map;

/** Admits, changes and removes nodes. */
final class NodeCommands {
  private static final List<String> ROLES = List.of("worker", "manager");
  private static final List<String> AVAILABILITIES = List.of("active", "pause", "drain");

  private NodeCommands() {}

  /**
   * Makes the node's object; for a node that is known already, a new certificate changes nothing
   * else. A node that was removed does not come back by a request that was under way meanwhile.
   */
  static Decision admit(Turn turn, Command.AdmitNode command) {
    if (turn.image().nodes().get(command.nodeId()) != null) {
      return new Decision.Accepted(command.nodeId());
    }
    if (turn.image().revoked().containsKey(command.nodeId())) {
      return Decision.precondition(
          "node "
              + command.nodeId()
              + " was removed from the cluster: let it leave with --force and join again");
    }
    NodeSpec spec = new NodeSpec("", Map.of(), command.role(), command.availability());
    NodeDescription description = command.description();
    turn.add(
        new Change.PutNode(
            new Node(
                command.nodeId(),
                Version.ZERO,
                turn.at(),
                turn.at(),
                spec,
                description == null ? NodeDescription.UNKNOWN : description,
                NodeStatus.UNKNOWN,
                null)));
    return new Decision.Accepted(command.nodeId());
  }

  static Decision update(Turn turn, Command.UpdateNode command) {
    NodeSpec spec = command.spec();
    if (!ROLES.contains(spec.role())) {
      return Decision.invalid("invalid Role: \"" + spec.role() + "\"");
    }
    if (!AVAILABILITIES.contains(spec.availability())) {
      return Decision.invalid("invalid Availability: \"" + spec.availability() + "\"");
    }
    return switch (References.node(turn.image(), command.node())) {
      case Found.Nothing<Node>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Node>(Node node) -> {
        if (node.version().index() != command.version()) {
          yield Decision.outOfSequence();
        }
        if (node.spec().isManager() && !spec.isManager() && managers(turn.image()) == 1) {
          yield Decision.precondition("attempting to demote the last manager of the swarm");
        }
        turn.add(new Change.PutNode(node.withSpec(spec)));
        yield new Decision.Accepted(node.id());
      }
    };
  }

  static Decision remove(Turn turn, Command.RemoveNode command) {
    return switch (References.node(turn.image(), command.node())) {
      case Found.Nothing<Node>(Refusal refusal) -> new Decision.Rejected(refusal);
      case Found.One<Node>(Node node) -> removeFound(turn, node, command.force());
    };
  }

  private static Decision removeFound(Turn turn, Node node, boolean force) {
    boolean member =
        turn.image().members().values().stream().anyMatch(m -> m.nodeId().equals(node.id()));
    if (node.spec().isManager() || member) {
      return Decision.precondition(
          "node "
              + node.id()
              + " is a cluster manager and is a member of the raft cluster. It must be demoted to"
              + " worker before removal");
    }
    if (!force && node.status().state() == NodeState.READY) {
      return Decision.precondition("node " + node.id() + " is not down and can't be removed");
    }
    if (runsFencedTasks(turn.image(), node)) {
      return Decision.precondition(
          "node "
              + node.id()
              + " may run tasks of fenced services, which must have stopped before it is removed:"
              + " drain it, or wait until it has been down for "
              + Fence.REPLACED_AFTER.toSeconds()
              + " seconds, then try again");
    }
    turn.add(new Change.RemoveNode(node.id()));
    turn.add(new Change.PutRevoked(node.id(), turn.at().plus(Revocation.KEPT_FOR)));
    return new Decision.Accepted(node.id());
  }

  private static boolean runsFencedTasks(ClusterImage image, Node node) {
    return !node.status().fenced()
        && image.tasksOfNode(node.id()).stream()
            .anyMatch(task -> task.spec().fence() && task.status().state().isWithWorker());
  }

  private static long managers(ClusterImage image) {
    return image.nodes().values().stream().filter(n -> n.spec().isManager()).count();
  }
}
