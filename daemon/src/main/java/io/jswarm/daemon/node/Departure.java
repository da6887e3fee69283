package io.jswarm.daemon.node;

import io.jswarm.manager.Manager;
import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.PkiException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the node out of its cluster: out of Raft first, then its tasks, then everything on its
 * disk.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private static final String AS_MANAGER =
      "You are attempting to leave the swarm on a node that is participating as a manager. ";
  private static final String LAST =
      "Removing the last manager erases all current state of the swarm. Use `--force` to ignore"
          + " this message. ";
  private static final String OTHERS =
      "The only way to restore a swarm that has lost consensus is to reinitialize it with"
          + " `--force-new-cluster`. Use `--force` to suppress this message.";

  private final NodeParts parts;
  private final NodeFiles files;
  private final IdentityStore identities;

  Departure(NodeParts parts, NodeFiles files, IdentityStore identities) {
    this.parts = parts;
    this.files = files;
    this.identities = identities;
  }

  void refuseUnlessForced(Present.Inside inside, boolean force) throws NodeException {
    Manager manager = inside.manager();
    if (manager == null || force) {
      return;
    }
    boolean last = manager.store().image().members().size() <= 1;
    throw NodeException.unavailable(AS_MANAGER + (last ? LAST : OTHERS));
  }

  void leave(Present.Inside inside) throws IOException, PkiException, InterruptedException {
    Manager manager = inside.manager();
    if (manager != null && manager.store().image().members().size() > 1) {
      leaveRaft(inside, manager);
    }
    inside.agent().leave();
    if (manager != null) {
      manager.stop();
    }
    eraseEverything();
  }

  /** A node whose cluster does not answer leaves all the same. */
  void leaveBroken(Present.Broken broken) throws IOException, PkiException, InterruptedException {
    Present.Inside inside = broken.inside();
    if (inside == null) {
      parts.dataPaths().apply(broken.membership().nodeId()).dismantle();
    } else {
      inside.agent().leave();
      Manager manager = inside.manager();
      if (manager != null) {
        manager.stop();
      }
    }
    eraseEverything();
  }

  private static void leaveRaft(Present.Inside inside, Manager manager)
      throws InterruptedException {
    if (manager.leader().isHere()) {
      manager.handOver();
    }
    try {
      new MembershipClient(manager.channels()).leave(inside.node().otherManagerAddrs());
    } catch (NodeException e) {
      LOG.warn("the other managers could not be told that this one leaves: {}", e.getMessage());
    }
  }

  private void eraseEverything() throws IOException, PkiException {
    identities.erase();
    files.eraseAll();
  }
}
