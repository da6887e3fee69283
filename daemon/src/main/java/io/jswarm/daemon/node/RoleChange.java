package io.jswarm.daemon.node;

import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.manager.Manager;
import io.jswarm.manager.leadership.Channels;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.PkiException;
import io.jswarm.raftstore.log.LogStatus;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the node what the cluster wants it to be. A worker that is to be a manager first gets its
 * certificate and the key ring, then a log, then a vote; a manager that is to be a worker has been
 * taken out of the log by the leader, who says so, before it gives up its certificate and erases
 * its data.
 */
final class RoleChange {
  private static final Logger LOG = LoggerFactory.getLogger(RoleChange.class);

  /**
   * A manager that was demoted while it was away never hears that it was removed, and one that was
   * never let in hears nothing at all: it looks for a leader of its log for so long, and asks then.
   */
  private static final long LEADERLESS_MAX_SECONDS = 5;

  private final NodeParts parts;
  private final NodeFiles files;
  private final Entry entry;
  private final Launch launch;
  private final CaClient authorities;

  /** What was said of it last, so that it is said once. */
  private String lastDoubt = "";

  RoleChange(NodeParts parts, NodeFiles files, Entry entry, Launch launch, CaClient authorities) {
    this.parts = parts;
    this.files = files;
    this.entry = entry;
    this.launch = launch;
    this.authorities = authorities;
  }

  /** The leader has said what the cluster is like now. */
  Present follow(
      Present.Inside inside,
      ManagerMessage.Cluster cluster,
      Runnable onRemoved,
      Consumer<Throwable> onFailed)
      throws NodeException, PkiException, IOException, InterruptedException {
    Present.Inside current = remember(inside, cluster);
    boolean wantsManager = cluster.role().equals(CertificateRole.MANAGER.word());
    if (wantsManager && current.manager() == null) {
      return become(current, onRemoved, onFailed);
    }
    Manager manager = current.manager();
    if (manager != null && isOutOfTheLog(manager)) {
      if (!wantsManager) {
        return mayCease(current) ? cease(current, onRemoved, onFailed) : current;
      }
      // its daemon may have died between the start of its log and its way in
      Establishing.joinNow(manager, current.node());
    }
    return current;
  }

  /**
   * The log says that this manager was taken out. Who comes back after a while reads old entries:
   * it may have been let in again since, and others count on its vote then. If not, the authority
   * says what it is to be instead.
   */
  Present removed(Present.Inside inside, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws NodeException, PkiException, IOException, InterruptedException {
    if (!takesPart(inside)) {
      return cease(inside, onRemoved, onFailed);
    }
    LOG.info("this manager was taken out of Raft, and has been let in again since");
    Manager manager = inside.manager();
    if (manager == null || manager.status().role() != LogStatus.Role.STOPPED) {
      return inside;
    }
    manager.stop();
    return inside.withManager(
        launch.manager(inside.node(), inside.identity(), onRemoved, onFailed));
  }

  /**
   * Whether the leader says that this manager has no part in its log. Others count on the vote and
   * the log of one that has: it keeps them for as long as that, or nobody's word, is the answer.
   * Whoever follows the cluster asks again, each time after {@link #LEADERLESS_MAX_SECONDS}.
   */
  private boolean mayCease(Present.Inside inside) throws IOException, InterruptedException {
    String doubt;
    try {
      if (!takesPart(inside)) {
        return true;
      }
      doubt = "the managers count on it still";
    } catch (NodeException e) {
      doubt = "no leader says whether it takes part: " + e.getMessage();
    }
    if (!doubt.equals(lastDoubt)) {
      LOG.info(
          "this node is to be a worker, and its manager hears no leader of its log; it stays until"
              + " it is taken out ({}); asking again",
          doubt);
    }
    lastDoubt = doubt;
    return false;
  }

  /** Over connections of its own: the manager's are closed once it has stopped. */
  private static boolean takesPart(Present.Inside inside)
      throws NodeException, IOException, InterruptedException {
    try (Channels channels = new Channels(inside.identity())) {
      return new MembershipClient(channels)
          .takesPart(inside.node().otherManagerAddrs(), inside.node().peerId());
    }
  }

  /** Gets the next certificate of the same role. */
  Present renew(Present.Inside inside) throws NodeException, PkiException, IOException {
    CertificateRequest csr = CertificateRequest.create(parts.random());
    CaMessage.Issued issued =
        authorities.renew(
            inside.node().managerAddrsToAsk(parts.random()), inside.identity(), csr.pem());
    boolean sameRole = issued.role().equals(inside.identity().current().role().word());
    if (!sameRole) {
      LOG.info("the role is changing: the certificate follows with it");
      return inside;
    }
    Entry.Ready ready = entry.accept(inside.node(), csr, issued);
    inside.identity().replace(ready.identity());
    Manager manager = inside.manager();
    if (manager != null) {
      manager.identityChanged();
    }
    LOG.info("the node's certificate was renewed until {}", ready.identity().certificateEnd());
    return inside.withNode(ready.node());
  }

  private Present.Inside remember(Present.Inside inside, ManagerMessage.Cluster cluster)
      throws IOException {
    List<ManagerMessage.ManagerAddress> managers = cluster.managers();
    if (managers.isEmpty() || managers.equals(inside.node().managers())) {
      return inside;
    }
    NodeRecord node = inside.node().withManagers(managers);
    files.save(node);
    return inside.withNode(node);
  }

  private Present become(Present.Inside inside, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws NodeException, PkiException, IOException, InterruptedException {
    LOG.info("this node is to be a manager");
    CertificateRequest csr = CertificateRequest.create(parts.random());
    CaMessage.Issued issued =
        authorities.renew(inside.node().managerAddrs(), inside.identity(), csr.pem());
    if (!issued.role().equals(CertificateRole.MANAGER.word())) {
      return inside;
    }
    files.eraseRaft();
    Entry.Ready ready = entry.accept(inside.node().withPeerId("", false), csr, issued);
    inside.identity().replace(ready.identity());
    Manager manager = admitted(inside, ready, onRemoved, onFailed);
    LOG.info("this node is a manager, {}", ready.node().peerId());
    return inside.withNode(ready.node()).withManager(manager);
  }

  private Present cease(Present.Inside inside, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws NodeException, PkiException, IOException, InterruptedException {
    CertificateRequest csr = CertificateRequest.create(parts.random());
    CaMessage.Issued issued =
        authorities.renew(inside.node().otherManagerAddrs(), inside.identity(), csr.pem());
    Manager manager = inside.manager();
    if (manager != null) {
      manager.stop();
    }
    files.eraseRaft();
    Entry.Ready ready = entry.accept(inside.node().withPeerId("", false), csr, issued);
    inside.identity().replace(ready.identity());
    Present.Inside worker = inside.withNode(ready.node()).withManager(null);
    if (ready.node().peerId().isEmpty()) {
      LOG.info("this node is a worker now");
      return worker;
    }
    LOG.info("this manager was taken out of Raft and is let in again");
    return worker.withManager(admitted(worker, ready, onRemoved, onFailed));
  }

  /** Whether a node's manager, if it has one, has heard of a leader of its log. */
  static boolean isDone(Present present) {
    Manager manager = present instanceof Present.Inside inside ? inside.manager() : null;
    return manager == null || manager.status().leaderId() != null;
  }

  /**
   * Starts a log and has it let in, which is tried again when it fails. One that may have been let
   * in goes on as it is; any other leaves nothing behind.
   */
  private Manager admitted(
      Present.Inside inside, Entry.Ready ready, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws NodeException, PkiException, IOException, InterruptedException {
    Manager manager = launch.manager(ready.node(), inside.identity(), onRemoved, onFailed);
    try {
      Establishing.join(manager, ready.node());
      return manager;
    } catch (NodeException e) {
      manager.stop();
      files.eraseRaft();
      files.save(ready.node().withPeerId("", false));
      throw e;
    }
  }

  private static boolean isOutOfTheLog(Manager manager) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEADERLESS_MAX_SECONDS);
    while (System.nanoTime() - giveUp < 0) {
      if (manager.status().leaderId() != null) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LEADERLESS_MAX_SECONDS * 20);
    }
    return true;
  }
}
