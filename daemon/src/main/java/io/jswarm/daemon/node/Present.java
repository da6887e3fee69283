package io.jswarm.daemon.node;

import io.jswarm.api.model.Peer;
import io.jswarm.daemon.rest.Standing;
import io.jswarm.manager.Manager;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.worker.agent.live.Agent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the node is at the moment, with what runs because of it. Written by {@link NodeSupervisor}
 * only.
 */
sealed interface Present {
  /** In no cluster. */
  record Outside() implements Present {}

  /** On the way in, or starting again. */
  record Entering(Standing.Membership membership) implements Present {}

  /**
   * In a cluster.
   *
   * @param manager null on a worker
   */
  record Inside(NodeRecord node, TlsIdentity identity, Agent agent, @Nullable Manager manager)
      implements Present {
    Inside withManager(@Nullable Manager newManager) {
      return new Inside(node, identity, agent, newManager);
    }

    Inside withNode(NodeRecord newNode) {
      return new Inside(newNode, identity, agent, manager);
    }

    private Standing shown() {
      return manager == null
          ? new Standing.Worker(membership())
          : new Standing.Manager(membership(), manager.leader().trouble());
    }

    Standing.Membership membership() {
      return new Standing.Membership(
          identity.current().nodeId(),
          node.advertiseHost(),
          node.managers().stream().map(m -> new Peer(m.nodeId(), m.addr())).toList());
    }
  }

  /**
   * In a cluster, but unable to take part.
   *
   * @param inside what runs all the same; null when nothing does
   */
  record Broken(Standing.Membership membership, String error, @Nullable Inside inside)
      implements Present {}

  /** Longer than an election takes that begins at once; others begin one anyway after that. */
  Duration HAND_OVER_MAX = Duration.ofSeconds(1);

  /** Stops what runs; containers go on, unless the machine goes down. */
  default void stop() throws InterruptedException {
    switch (this) {
      case Inside(NodeRecord _, TlsIdentity _, Agent agent, @Nullable Manager manager) -> {
        if (PowerDown.isUnderWay()) {
          agent.closeForGood();
        } else {
          agent.close();
        }
        if (manager != null) {
          manager.handOver(HAND_OVER_MAX);
          manager.stop();
        }
      }
      case Broken broken when broken.inside != null -> broken.inside.stop();
      case Broken _, Outside _, Entering _ -> {}
    }
  }

  /** As the API shows it. */
  default Standing standing() {
    return switch (this) {
      case Outside() -> new Standing.Inactive();
      case Entering(Standing.Membership membership) -> new Standing.Starting(membership);
      case Inside inside -> inside.shown();
      case Broken broken -> new Standing.Broken(broken.membership(), broken.error());
    };
  }
}
