package io.jswarm.daemon.node;

import io.jswarm.api.id.Ids;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.MembershipMessage;
import io.jswarm.manager.Manager;
import io.jswarm.raftstore.image.Member;
import io.jswarm.worker.agent.live.Agent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a node that was started is really part of its cluster. */
final class Establishing {
  private static final Logger LOG = LoggerFactory.getLogger(Establishing.class);

  private static final Duration MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  static final String TIMED_OUT =
      "Timeout was reached before node joined. The attempt to join the swarm will continue in the"
          + " background. Use the \"docker info\" command to see the current swarm status of your"
          + " node.";

  private Establishing() {}

  /** Writes the first state of the cluster and waits for it. */
  static void found(
      Manager manager,
      Entry.Ready ready,
      InitRequest request,
      NodeDescription description,
      NodeParts parts)
      throws NodeException, InterruptedException {
    Entry.Founded founded = ready.founded().orElseThrow();
    var endpoints = Launch.endpoints(ready.node());
    Member self =
        new Member(
            ready.identity().nodeId(),
            ready.node().peerId(),
            endpoints.raftAdvertise(),
            endpoints.controlAdvertise());
    await(() -> manager.leader().isHere(), "the new manager did not become leader");
    String ingressId = Ids.mint(parts.random());
    manager.found(
        Founding.changes(founded, request, self, description, ingressId, parts.clock().instant()));
    await(() -> manager.store().image().cluster() != null, "the new cluster could not be written");
  }

  /**
   * Has the leader add this manager, and waits until it has the cluster's state. Tells whether it
   * has; otherwise it may have been let in though nobody answered: a leader has spoken to its log.
   * Without that log, a cluster of two would lose its quorum for good.
   *
   * @throws NodeException when it was not let in
   */
  static boolean join(Manager manager, NodeRecord node) throws NodeException, InterruptedException {
    try {
      letIn(manager, node);
      return true;
    } catch (NodeException e) {
      if (manager.status().term() == 0) {
        throw e;
      }
      LOG.warn("this manager does not know yet whether it was let in: {}", e.getMessage());
      return false;
    }
  }

  private static void letIn(Manager manager, NodeRecord node)
      throws NodeException, InterruptedException {
    new MembershipClient(manager.channels()).join(node.managerAddrs(), asMember(node));
    await(() -> manager.store().image().cluster() != null, TIMED_OUT);
  }

  /**
   * Has the leader add a manager whose way in was cut short; changes nothing for one who is in. It
   * is asked once.
   */
  static void joinNow(Manager manager, NodeRecord node) throws NodeException, InterruptedException {
    new MembershipClient(manager.channels()).joinNow(node.otherManagerAddrs(), asMember(node));
  }

  private static MembershipMessage.Join asMember(NodeRecord node) {
    var endpoints = Launch.endpoints(node);
    return new MembershipMessage.Join(
        node.peerId(), endpoints.raftAdvertise(), endpoints.controlAdvertise());
  }

  /** Waits for the leader's welcome. */
  static void awaitSession(Agent agent) throws NodeException, InterruptedException {
    await(agent::hasSession, TIMED_OUT);
  }

  static void await(BooleanSupplier condition, String otherwise)
      throws NodeException, InterruptedException {
    long giveUp = System.nanoTime() + MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - giveUp > 0) {
        throw NodeException.unavailable(otherwise);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }
}
