package io.jswarm.daemon.node;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinRequest;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.daemon.rest.NodeLife;
import io.jswarm.daemon.rest.Standing;
import io.jswarm.manager.Manager;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.StoredIdentity;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.worker.agent.live.Agent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the node through its life in clusters: in by init or join, out by leave, from role to role,
 * and back in after a restart. One step at a time; what the node is meanwhile can always be read.
 */
public final class NodeSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSupervisor.class);

  private static final String ALREADY_IN =
      "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and"
          + " join another one.";

  private static final String STILL_ENTERING =
      "This node is still on its way into a swarm; wait a moment and try again.";

  private final NodeParts parts;
  private final Consumer<Optional<Manager>> onManager;
  private final NodeFiles files;
  private final IdentityStore identities;
  private final Launch launch;
  private final Entry entry;
  private final RoleChange roles;
  private final Departure departure;
  private final Renewals renewals;
  private final Revival revival;
  private volatile boolean stopping;
  private final Steps steps = new Steps(Steps.BETWEEN_TRIES);
  private volatile ManagerMessage.@Nullable Cluster lastSeen;
  private volatile Present present = new Present.Outside();

  /** Started by a step that is under way, to be stopped when the step fails. */
  private @Nullable Manager entering; // guarded by steps

  /**
   * @param onManager told on every change of the manager that runs here; must not block
   */
  public NodeSupervisor(NodeParts parts, Consumer<Optional<Manager>> onManager) {
    this.parts = parts;
    this.onManager = onManager;
    this.files = new NodeFiles(parts.dataRoot());
    this.identities = new IdentityStore(files.certificates(), parts.random());
    if (files.wasInside()) {
      // from the first moment on: nobody may be told, or found a cluster, as if it were in none
      present = new Present.Entering(new Standing.Membership("", "", List.of()));
    }
    CaClient authorities = new CaClient(parts.clock());
    this.launch = new Launch(parts, files, identities);
    this.entry = new Entry(parts, files, identities, authorities);
    this.roles = new RoleChange(parts, files, entry, launch, authorities);
    this.departure = new Departure(parts, files, identities);
    this.renewals = new Renewals(parts, this::renew);
    this.revival = new Revival(parts.dataRoot(), Revival.PAUSE, this::revived);
  }

  /** What the API calls. */
  public NodeLife life() {
    return new NodeLife(
        () -> present.standing(),
        request -> steps.outcomeOf(() -> init(request)),
        request -> steps.outcomeOf(() -> join(request)),
        force -> steps.outcomeOf(() -> leave(force)),
        _ ->
            new NodeLife.Outcome.Refused(
                new Refusal(Refusal.Kind.ALREADY_EXISTS, "swarm is not locked")));
  }

  /** The manager that runs here, if the node is one now. */
  public Optional<Manager> manager() {
    return present instanceof Present.Inside inside
        ? Optional.ofNullable(inside.manager())
        : Optional.empty();
  }

  /**
   * Goes back into the cluster the node was in. Returns at once; what goes wrong shows in the
   * standing.
   */
  public void start() {
    steps.later(this::comeBackOrSayWhyNot);
    renewals.start();
  }

  /** Stops everything that runs because of the cluster; containers go on. */
  public void stop() throws InterruptedException {
    stopping = true;
    renewals.stop();
    try (Steps.Turn _ = steps.take()) {
      present.stop();
    }
  }

  private String init(InitRequest request)
      throws NodeException, PkiException, IOException, InterruptedException {
    requireOutside();
    files.begin();
    try {
      Entry.Ready ready = entry.found(request);
      become(new Present.Entering(membershipOf(ready)));
      TlsIdentity identity = new TlsIdentity(ready.identity(), parts.clock());
      Manager manager = startManager(ready.node(), identity);
      Establishing.found(manager, ready, request, launch.describe(ready.node(), identity), parts);
      enter(ready, identity, manager);
      return ready.identity().nodeId();
    } finally {
      abandonUnlessInside();
    }
  }

  private String join(JoinRequest request)
      throws NodeException, PkiException, IOException, InterruptedException {
    requireOutside();
    files.begin();
    try {
      Entry.Ready ready = entry.join(request);
      become(new Present.Entering(membershipOf(ready)));
      TlsIdentity identity = new TlsIdentity(ready.identity(), parts.clock());
      Manager manager = null;
      boolean knowsItIsIn = true;
      if (ready.identity().role() == CertificateRole.MANAGER) {
        manager = startManager(ready.node(), identity);
        knowsItIsIn = Establishing.join(manager, ready.node());
      }
      Agent agent = enter(ready, identity, manager);
      if (!knowsItIsIn) {
        throw NodeException.unavailable(Establishing.TIMED_OUT);
      }
      Establishing.awaitSession(agent);
      return ready.identity().nodeId();
    } finally {
      abandonUnlessInside();
    }
  }

  /** From here on the node is in its cluster, whatever happens. */
  private Agent enter(Entry.Ready ready, TlsIdentity identity, @Nullable Manager manager)
      throws IOException {
    Agent agent = startAgent(ready.node(), identity);
    become(new Present.Inside(ready.node(), identity, agent, manager));
    entering = null;
    files.finish();
    renewals.plan(ready.identity());
    return agent;
  }

  private void abandonUnlessInside() throws IOException, PkiException, InterruptedException {
    if (!(present instanceof Present.Inside)) {
      abandon();
    }
  }

  private String leave(boolean force)
      throws NodeException, PkiException, IOException, InterruptedException {
    switch (present) {
      case Present.Outside() -> throw NodeException.unavailable("This node is not part of a swarm");
      case Present.Entering _ -> throw NodeException.unavailable(STILL_ENTERING);
      case Present.Inside inside -> {
        departure.refuseUnlessForced(inside, force);
        departure.leave(inside);
      }
      case Present.Broken broken -> departure.leaveBroken(broken);
    }
    become(new Present.Outside());
    renewals.forget();
    return "";
  }

  private void requireOutside() throws NodeException {
    if (!(present instanceof Present.Outside)) {
      throw NodeException.unavailable(ALREADY_IN);
    }
  }

  /** A way in that was not finished leaves nothing behind. */
  private void abandon() throws IOException, PkiException, InterruptedException {
    Manager manager = entering;
    entering = null;
    if (manager != null) {
      manager.stop();
    }
    identities.erase();
    files.eraseAll();
    become(new Present.Outside());
  }

  private void comeBackOrSayWhyNot()
      throws NodeException, PkiException, IOException, InterruptedException {
    try {
      comeBack();
    } catch (IOException | PkiException e) {
      if (present instanceof Present.Entering(Standing.Membership membership)) {
        become(new Present.Broken(membership, String.valueOf(e.getMessage()), null));
      }
      throw e;
    }
  }

  private void comeBack() throws NodeException, PkiException, IOException, InterruptedException {
    if (files.isHalfMade()) {
      LOG.warn("the last way into a swarm was not finished: starting outside");
      abandon();
      return;
    }
    Optional<StoredIdentity> stored = identities.load();
    Optional<NodeRecord> record = files.load();
    if (stored.isEmpty() || record.isEmpty()) {
      become(new Present.Outside());
      return;
    }
    var own = stored.get().identity();
    var membership = new Standing.Membership(own.nodeId(), record.get().advertiseHost(), List.of());
    become(new Present.Entering(membership));
    var refusal = own.refusalAt(parts.clock().instant());
    if (refusal.isPresent()) {
      LOG.error("this node cannot take part yet: {}", refusal.get().sentence());
      become(new Present.Broken(membership, refusal.get().sentence(), null));
      RightClock.await(
          parts.clock(), own, this::isShutOut, () -> steps.later(this::comeBackIfShutOut));
      return;
    }
    TlsIdentity identity = new TlsIdentity(own, parts.clock());
    var agent = startAgent(record.get(), identity);
    Present.Inside inside = new Present.Inside(record.get(), identity, agent, null);
    try {
      if (!record.get().peerId().isEmpty()) {
        inside = inside.withManager(startManager(record.get(), identity));
      }
      become(inside);
      renewals.plan(own);
    } catch (IOException | PkiException e) {
      LOG.error("this node cannot be a manager", e);
      become(new Present.Broken(membership, String.valueOf(e.getMessage()), inside));
      reviveIfThatHelps(e);
    }
  }

  /** Nothing runs here, though the node is in a cluster. */
  private boolean isShutOut() {
    return !stopping
        && present instanceof Present.Broken(var _, String _, Present.@Nullable Inside inside)
        && inside == null;
  }

  private void comeBackIfShutOut()
      throws NodeException, PkiException, IOException, InterruptedException {
    if (isShutOut()) {
      comeBackOrSayWhyNot();
    }
  }

  private Manager startManager(NodeRecord node, TlsIdentity identity)
      throws IOException, PkiException, InterruptedException {
    Manager manager = launch.manager(node, identity, this::wasRemoved, this::logFailed);
    entering = manager;
    return manager;
  }

  private Agent startAgent(NodeRecord node, TlsIdentity identity) throws IOException {
    return launch.agent(
        node,
        identity,
        this::clusterSeen,
        cause -> steps.later(() -> broken("the node's agent", cause)));
  }

  private static Standing.Membership membershipOf(Entry.Ready ready) {
    return new Standing.Membership(
        ready.identity().nodeId(), ready.node().advertiseHost(), List.of());
  }

  // what others tell: each becomes a step of its own

  /** Follows until the next word: a leader may be lost in the middle of a change of roles. */
  private void clusterSeen(ManagerMessage.Cluster cluster) {
    lastSeen = cluster;
    steps.untilDone(() -> follows(cluster), () -> !stopping && cluster.equals(lastSeen));
  }

  private boolean follows(ManagerMessage.Cluster cluster)
      throws NodeException, PkiException, IOException, InterruptedException {
    if (present instanceof Present.Inside inside) {
      if (!inside.agent().hasSession()) {
        return false; // who leads cannot be asked for anything now
      }
      Present next = roles.follow(inside, cluster, this::wasRemoved, this::logFailed);
      goOn(next, inside);
      return RoleChange.isDone(next);
    }
    return true;
  }

  private void wasRemoved() {
    steps.later(() -> manager().ifPresent(this::giveUp));
  }

  private void giveUp(Manager removed) {
    steps.untilDone(
        () -> {
          if (present instanceof Present.Inside inside) {
            Present next = roles.removed(inside, this::wasRemoved, this::logFailed);
            goOn(next, inside);
            return RoleChange.isDone(next);
          }
          return true;
        },
        () -> !stopping && manager().equals(Optional.of(removed)));
  }

  private void logFailed(Throwable cause) {
    steps.later(() -> {
      broken("the manager's log or dispatcher", cause);
      reviveIfThatHelps(cause);
    });
  }

  private void reviveIfThatHelps(Throwable cause) {
    if (Revival.mayPass(cause)) {
      revival.begin();
    }
  }

  private boolean revived() throws InterruptedException {
    try (Steps.Turn _ = steps.take()) {
      return stopping
          || !(present instanceof Present.Broken(var _, String _, Present.@Nullable Inside inside))
          || inside == null
          || startsAgain(inside);
    }
  }

  /** Whether the manager runs again, or never will. */
  private boolean startsAgain(Present.Inside inside) throws InterruptedException {
    Manager failed = inside.manager();
    if (failed != null) {
      failed.stop();
    }
    Present.Inside without = inside.withManager(null);
    try {
      become(without.withManager(startManager(inside.node(), inside.identity())));
      LOG.info("this manager runs again");
      return true;
    } catch (IOException | PkiException e) {
      LOG.warn("this manager cannot run yet: {}", e.getMessage());
      become(new Present.Broken(inside.membership(), String.valueOf(e.getMessage()), without));
      return !Revival.mayPass(e);
    }
  }

  private void broken(String part, Throwable cause) {
    if (present instanceof Present.Inside inside) {
      become(
          new Present.Broken(
              inside.membership(), part + " has stopped: " + cause.getMessage(), inside));
    }
  }

  private void renew() throws NodeException, PkiException, IOException, InterruptedException {
    try (Steps.Turn _ = steps.take()) {
      if (present instanceof Present.Inside inside) {
        goOn(roles.renew(inside), inside);
      }
    }
  }

  /** With what is perhaps another role, and another certificate. */
  private void goOn(Present next, Present.Inside before) {
    become(next);
    renewals.plan(before.identity().current());
  }

  private void become(Present next) {
    Optional<Manager> before = manager();
    present = next;
    Optional<Manager> now = manager();
    if (!before.equals(now)) {
      onManager.accept(now);
    }
  }
}
