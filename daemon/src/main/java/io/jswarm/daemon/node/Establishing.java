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

/** Waits until a node that was started is really part of its cluster. */
final class Establishing {
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

  /** Has the leader add this manager, and waits until it has the cluster's state. */
  static void join(Manager manager, NodeRecord node) throws NodeException, InterruptedException {
    var endpoints = Launch.endpoints(node);
    new MembershipClient(manager.channels())
        .join(
            node.managerAddrs(),
            new MembershipMessage.Join(
                node.peerId(), endpoints.raftAdvertise(), endpoints.controlAdvertise()));
    await(() -> manager.store().image().cluster() != null, TIMED_OUT);
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
