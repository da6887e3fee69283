package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Users who drain, label, promote and remove nodes, and set hosts up again. */
final class NodeUsers {
  private final SimCluster world;
  private final Random random;
  private final Users users;
  private final Set<String> joining = new TreeSet<>();

  NodeUsers(SimCluster world, Users users) {
    this.world = world;
    this.random = world.random();
    this.users = users;
  }

  /**
   * Somebody does something to a node.
   *
   * @param what 0 or 1 changes its availability, 2 its labels, 3 removes it, more changes its role
   */
  void act(ManagerProcess manager, int what) {
    ClusterImage image = manager.store.image();
    switch (what) {
      case 0, 1 -> change(manager, image, this::otherAvailability);
      case 2 -> change(manager, image, this::otherLabels);
      case 3 -> removeNode(manager, image);
      default -> change(manager, image, NodeUsers::otherRole);
    }
  }

  private void change(ManagerProcess manager, ClusterImage image, UnaryOperator<NodeSpec> change) {
    Node node = someNode(image);
    if (node != null) {
      users.submit(
          manager,
          new Command.UpdateNode(node.id(), node.version().index(), change.apply(node.spec())));
    }
  }

  private @Nullable Node someNode(ClusterImage image) {
    List<Node> nodes = List.copyOf(image.nodes().values());
    return nodes.isEmpty() ? null : nodes.get(random.nextInt(nodes.size()));
  }

  private NodeSpec otherAvailability(NodeSpec spec) {
    return spec.withAvailability(
        List.of("active", "active", "drain", "pause").get(random.nextInt(4)));
  }

  private static NodeSpec otherRole(NodeSpec spec) {
    return spec.withRole(spec.isManager() ? "worker" : "manager");
  }

  private NodeSpec otherLabels(NodeSpec spec) {
    return spec.withLabels(Map.of("disk", random.nextBoolean() ? "slow" : "fast"));
  }

  /** Often the node is not down, and the answer is no. */
  private void removeNode(ManagerProcess manager, ClusterImage image) {
    Node node = someNode(image);
    if (node != null) {
      users.submit(manager, new Command.RemoveNode(node.id(), random.nextInt(3) == 0));
    }
  }

  /** A host whose node was removed is set up again under another name. */
  void replaceRemoved() {
    ClusterImage image = world.ledger().newest();
    for (SimWorker worker : world.workers()) {
      boolean joins = joining.contains(worker.id);
      if (image.node(worker.id) != null) {
        if (joins) {
          joining.remove(worker.id);
          worker.boot();
        }
      } else if (joins && !image.revoked().containsKey(worker.id)) {
        admit(worker.id);
      } else {
        joining.remove(worker.id);
        world.scrapWorker(worker);
        String next = world.newWorker().id;
        joining.add(next);
        admit(next);
      }
    }
  }

  /** Asked for again and again: whoever was asked may have died. */
  private void admit(String nodeId) {
    List<ManagerProcess> managers = world.managers().running();
    if (!managers.isEmpty()) {
      users.submit(
          managers.get(random.nextInt(managers.size())),
          new Command.AdmitNode(nodeId, "worker", "active", null));
    }
  }

  /** All nodes are to take all tasks again; asked for until it is so. */
  void activateAll() {
    ManagerProcess leader = world.leader();
    if (leader != null) {
      for (Node node : leader.store.image().nodes().values()) {
        NodeSpec open = node.spec().withAvailability("active").withLabels(Map.of());
        if (!node.spec().equals(open)) {
          users.submit(leader, new Command.UpdateNode(node.id(), node.version().index(), open));
        }
      }
    }
  }
}
