package io.jswarm.lab.sim;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Member;

/** Changes in few words. */
final class Words {
  private Words() {}

  /** The change in few words, for whoever reads a trace. */
  static String of(Change change) {
    return switch (change) {
      case Change.PutTask(Task task) ->
          "  new %s of %s.%d %s, to be %s, on %s, %s"
              .formatted(
                  task.id(),
                  task.serviceId(),
                  task.slot(),
                  task.status().state(),
                  task.desiredState(),
                  task.nodeId(),
                  task.restart());
      case Change.SetTaskStatus(String id, var status) ->
          "  " + id + " is " + status.state() + " " + status.err();
      case Change.SetTaskDesired(String id, var desired) -> "  " + id + " is to be " + desired;
      case Change.AssignTask assign -> "  " + assign.taskId() + " goes to " + assign.nodeId();
      case Change.RemoveTask(String id) -> "  " + id + " is forgotten";
      case Change.SetNodeStatus(String id, var status) ->
          "  node " + id + " is " + status.state() + " " + status.message();
      case Change.PutNode(Node node) ->
          "  node %s, %s, %s %s"
              .formatted(
                  node.id(), node.spec().role(), node.status().state(), node.spec().availability());
      case Change.PutMember(Member member) -> "  member " + member.peerId();
      case Change.RemoveMember(String nodeId) -> "  " + nodeId + " is no member";
      case Change.PutService(Service service) ->
          "  service " + service.id() + " " + service.spec().mode() + " " + service.updateStatus();
      case Change.PutBlock(Block block) ->
          "  block %s of %s is %s's".formatted(block.prefix(), block.networkId(), block.owner());
      case Change.RemoveBlock(String networkId, String prefix) ->
          "  block " + prefix + " of " + networkId + " is nobody's";
      default -> "  " + change.getClass().getSimpleName();
    };
  }
}
