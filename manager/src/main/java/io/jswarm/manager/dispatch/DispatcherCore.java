package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a manager's dispatcher decides. Not thread-safe: one caller feeds it, in order, and
 * performs the effects in order.
 *
 * <p><b>Soft state.</b> Which nodes have a session, when each was last heard, what each was sent
 * and what it acknowledged lives here, on the leader, and nowhere else. Only conclusions go to the
 * log: a node is ready or down, a task is as its worker says.
 *
 * <p><b>What a fail-over costs.</b> All of it is lost. Nodes come back by themselves within about a
 * second, register with the statuses of all their tasks and get the complete set again; statuses
 * that were not acknowledged are repeated; tasks that are to stop wait once more until nobody sends
 * to them (see {@link DrainGate}). A new leader has heard nobody yet; how long it waits for those
 * it expects is {@link RollCall}'s to say. A manager that knows no leader keeps nodes that call
 * until it does, and then sends them there or serves them itself.
 *
 * <p><b>Liveness.</b> A node is down after {@link #MISSED_MAX} heartbeat periods of silence, or
 * when it says it leaves. A broken stream alone only stops the talking, and new tasks: a node that
 * is back in time stays ready. One that says its daemon ends has {@link NodeWatch#PAUSE_MAX} more;
 * that it did is in the image, for a leader's own daemon may be the one that ends. Silence counts
 * only while the loop that feeds this core runs on time, and never against a node whose words have
 * arrived and wait; the silence of many nodes at once counts later (see {@link Liveness}).
 */
public final class DispatcherCore {
  /** Heartbeat periods of silence after which a node is down. */
  public static final int MISSED_MAX = 3;

  /**
   * How long a stream stays open on which nobody has registered: longer than an election, and than
   * a node waits for its welcome.
   */
  static final Duration HELD_MAX = Duration.ofSeconds(5);

  private static final Duration HELD_LOOK = Duration.ofSeconds(1);

  private static final String SILENT = "heartbeat failure";

  private final Sessions sessions = new Sessions();
  private final NodeWatch watch = new NodeWatch();
  private final RegistrationLimit limit = new RegistrationLimit();
  private final NodeObservations observations = new NodeObservations();
  private final FenceWatch fences = new FenceWatch(observations);
  private final DispatchCounters counters = new DispatchCounters();
  private final StatusFlow statuses = new StatusFlow(sessions, counters);
  private final DrainGate gate = new DrainGate(sessions, counters);
  private final Leases leases = new Leases(sessions);
  private final Metering metering = new Metering(sessions);
  private final Briefing briefing;
  private final NetworkFlow networks;
  private final AssignmentFlow assignments;
  private @Nullable ClusterImage image;
  private @Nullable ManagerAddress leader;
  private Optional<Instant> wakeAt = Optional.empty();

  /**
   * A dispatcher that does not lead yet.
   *
   * @param ownNodeId the node of the manager it is part of
   */
  public DispatcherCore(String ownNodeId) {
    this(ownNodeId, Pause.PER_MESSAGE);
  }

  /**
   * A dispatcher of a simulation.
   *
   * @param pausePerMessage how long it gathers what many nodes are to be told, for each that was
   *     told the last time
   */
  public DispatcherCore(String ownNodeId, Duration pausePerMessage) {
    this.briefing = new Briefing(sessions, ownNodeId);
    this.networks = new NetworkFlow(sessions, gate, counters, pausePerMessage);
    this.assignments = new AssignmentFlow(sessions, gate::isHeld, pausePerMessage);
  }

  /** Takes one input and answers what to do, in order. */
  public List<DispatchEffect> step(DispatchInput input, Instant now) {
    watch.turn(now).ifPresent(counters::loopWasLate);
    switch (input) {
      case DispatchInput.Opened opened -> opened(opened, now);
      case DispatchInput.Received(String id, var message) -> {
        Session session = sessions.get(id);
        if (session != null) {
          received(session, message, now);
        }
      }
      case DispatchInput.Closed(String id) -> sessions.forget(id);
      case DispatchInput.Leading(var first) -> lead(first, now);
      case DispatchInput.NotLeading(var other, boolean known) -> follow(other, known, now);
      case DispatchInput.ImageChanged(var next, var changes) -> changed(next, changes, now);
      case DispatchInput.ImageReplaced(var next) -> replaced(next, now);
      case DispatchInput.Committed(long ticket) -> statuses.committed(ticket);
      case DispatchInput.LeadConfirmed answer -> leases.answered(answer, image);
      case DispatchInput.Tick tick -> tick(tick, now);
    }
    if (image != null) {
      fences.due(image, now);
      observations.due(image, now).forEach(sessions::effect);
      networks.due(now);
      assignments.due(image, now);
      metering.due(image, now);
      tellToStop(gate.release(now), image);
    }
    wakeAt = nextWake(now);
    return sessions.drain();
  }

  /**
   * When the next {@link DispatchInput.Tick} is due, if any. Late ticks are noticed and held
   * against the loop, not against the nodes.
   */
  public Optional<Instant> wakeAt() {
    return wakeAt;
  }

  /** What it has counted since it was made. */
  public DispatchCounters counters() {
    return counters;
  }

  /** Whether the node has a registered session with this manager now. */
  public boolean hasSession(String nodeId) {
    return sessions.of(nodeId) != null;
  }

  /** How many nodes were expected when this manager began to lead, and how many have not come. */
  public int expected() {
    return watch.expected();
  }

  /** See {@link #expected()}. */
  public int missing() {
    return watch.missing();
  }

  private void opened(DispatchInput.Opened opened, Instant now) {
    Session session =
        new Session(opened.sessionId(), opened.nodeId(), opened.certificateEnd(), now);
    sessions.add(session);
    if (image == null) {
      redirect(session);
    }
  }

  private void received(Session session, WorkerMessage message, Instant now) {
    if (image == null) {
      if (message instanceof WorkerMessage.Register register) {
        session.waiting = register;
      }
      return;
    }
    if (message instanceof WorkerMessage.Register register) {
      register(session, register, image, now);
      return;
    }
    if (!session.registered) {
      sessions.close(session, "a session begins with Register");
      return;
    }
    if (session.pauses) {
      return;
    }
    watch.heard(session, now);
    switch (message) {
      case WorkerMessage.Register _ -> {}
      case WorkerMessage.Heartbeat(long sequence) ->
          sessions.send(session, new ManagerMessage.HeartbeatAck(sequence));
      case WorkerMessage.Statuses(long sequence, var reports) ->
          statuses.reported(session, sequence, reports, image);
      case WorkerMessage.Applied(long sequence) -> session.feed.applied(sequence);
      case WorkerMessage.NetworksApplied(long sequence) -> gate.applied(session, sequence);
      case WorkerMessage.Describe _, WorkerMessage.Condition _, WorkerMessage.Paths _ -> {}
      case WorkerMessage.Renew(long sequence) -> leases.asked(session, sequence);
      case WorkerMessage.Usage usage -> metering.heard(session, usage);
      case WorkerMessage.Pausing() -> watch.pauses(session, now);
      case WorkerMessage.Leaving() -> {
        sessions.close(session, "the node leaves");
        down(session.nodeId, "node is leaving the cluster");
      }
    }
    if (NodeWord.heard(session, message)) {
      seeReady(session);
      briefing.endPause(session, image);
    }
  }

  private void register(
      Session session, WorkerMessage.Register register, ClusterImage present, Instant now) {
    Node node = present.node(session.nodeId);
    if (session.registered) {
      sessions.close(session, "a session begins with one Register only");
    } else if (node == null || present.revoked().containsKey(session.nodeId)) {
      sessions.close(session, "node " + session.nodeId + " is not part of this cluster (any more)");
    } else if (!limit.admit(session.nodeId, now)) {
      counters.registrationRefused();
      sessions.close(
          session, "node " + session.nodeId + " exceeded rate limit count of registrations");
    } else {
      begin(session, register, node, present, now);
      watch.came(session, now);
    }
  }

  private void begin(
      Session session,
      WorkerMessage.Register register,
      Node node,
      ClusterImage present,
      Instant now) {
    counters.registered();
    sessions.register(session);
    fences.forget(session.nodeId);
    session.period = Surroundings.heartbeat(present);
    session.periodOfSpec = Surroundings.heartbeatOfSpec(present);
    session.addr = register.addr();
    session.description = register.description();
    session.paths = node.status().dataPath();
    sessions.send(session, new ManagerMessage.Welcome(session.id, session.period.toMillis()));
    briefing.tell(session, node, present);
    networks.begin(session);
    networks.cameBack(session, present, now);
    assignments.begin(session, present);
    seeReady(session);
    statuses.registered(session, register.tasks(), present);
  }

  private void lead(ClusterImage first, Instant now) {
    image = first;
    leader = null;
    limit.clear();
    watch.lead(first, now);
    fences.lead(first, now);
    networks.lead(first, now);
    metering.replaced(first);
    for (Session session : sessions.all()) {
      WorkerMessage.Register waiting = session.waiting;
      session.waiting = null;
      if (waiting != null) {
        register(session, waiting, first, now);
      }
    }
  }

  private void follow(@Nullable ManagerAddress other, boolean known, Instant now) {
    image = null;
    leader = other;
    watch.follow(known, now);
    observations.clear();
    statuses.clear();
    leases.follow();
    fences.clear();
    networks.follow();
    assignments.follow();
    metering.follow();
    for (Session session : sessions.all()) {
      if (session.registered) {
        redirect(session);
        sessions.close(session, "this manager does not lead");
      } else {
        redirect(session);
      }
    }
  }

  private void changed(ClusterImage next, List<Change> changes, Instant now) {
    ClusterImage before = image;
    if (before == null) {
      return;
    }
    image = next;
    Touched touched = Touched.by(changes, before, next);
    touched.nodes.forEach(nodeId -> nodeChanged(nodeId, next, now));
    touched.statuses.forEach(nodeId -> statusChanged(nodeId, next, now));
    if (touched.surroundings
        || !Surroundings.heartbeat(before).equals(Surroundings.heartbeat(next))) {
      briefing.tellAll(next);
    }
    networks.changed(changes, next, now);
    metering.changed(changes, next);
    assignments.touched(touched.tasksByNode);
  }

  /** These tasks were held back until nobody sends to them any more. */
  private void tellToStop(List<String> taskIds, ClusterImage present) {
    for (String taskId : taskIds) {
      Task task = present.task(taskId);
      Session session = task == null ? null : sessions.of(task.nodeId());
      if (session != null) {
        assignments.changed(session, List.of(taskId), present);
      }
    }
  }

  private void replaced(ClusterImage next, Instant now) {
    if (image == null) {
      return;
    }
    image = next;
    observations.imageReplaced(next);
    for (Session session : sessions.registered()) {
      nodeChanged(session.nodeId, next, now);
    }
    for (Node node : next.nodes().values()) {
      nodeChanged(node.id(), next, now);
    }
    networks.replaced(next, now);
    metering.replaced(next);
    sessions.registered().forEach(session -> assignments.resync(session, next));
    briefing.tellAll(next);
  }

  private void nodeChanged(String nodeId, ClusterImage present, Instant now) {
    observations.imageChanged(nodeId, present);
    fences.look(nodeId, present, now);
    networks.nodeChanged(nodeId, present);
    Node node = present.node(nodeId);
    Session session = sessions.of(nodeId);
    if (node == null || present.revoked().containsKey(nodeId)) {
      watch.forget(nodeId);
      observations.forget(nodeId);
      limit.forget(nodeId);
      if (session != null) {
        sessions.close(session, "node " + nodeId + " was removed from the cluster");
      }
    } else if (session == null) {
      watch.expectUnlessDown(node, present, now);
    } else {
      briefing.tell(session, node, present);
      seeReady(session);
      briefing.endPause(session, present);
    }
  }

  /**
   * Two observations may have crossed on their way to the writer: the sessions have the last word.
   */
  private void statusChanged(String nodeId, ClusterImage present, Instant now) {
    observations.imageChanged(nodeId, present);
    fences.look(nodeId, present, now);
    networks.nodeChanged(nodeId, present);
    Node node = present.node(nodeId);
    Session session = sessions.of(nodeId);
    if (session != null) {
      seeReady(session);
      briefing.endPause(session, present);
    } else if (node != null) {
      watch.expectUnlessDown(node, present, now);
    }
  }

  private void tick(DispatchInput.Tick tick, Instant now) {
    networks.tick();
    List<String> expired =
        image == null ? List.of() : watch.expired(image, tick, this::hasSession, now);
    for (String nodeId : expired) {
      Session session = sessions.of(nodeId);
      if (session != null) {
        sessions.close(
            session, "no heartbeat for " + NodeWatch.silenceMax(session.period).toMillis() + " ms");
      }
      counters.wentDown();
      down(nodeId, SILENT);
    }
    sessions.closeOverdue(now, HELD_MAX);
  }

  private void seeReady(Session session) {
    NodeStatus ready = NodeWord.status(session, image, networks);
    observations.see(session.nodeId, ready, session.description);
  }

  private void down(String nodeId, String message) {
    watch.forget(nodeId);
    Node node = image == null ? null : image.node(nodeId);
    if (node != null) {
      String addr = node.status().addr();
      observations.see(nodeId, new NodeStatus(NodeState.DOWN, message, addr), null);
    }
  }

  /** The node hangs up when it goes there; it may stay when it knows better, and is told again. */
  private void redirect(Session session) {
    sessions.send(session, new ManagerMessage.Redirect(leader));
  }

  private Optional<Instant> nextWake(Instant now) {
    boolean holds = image == null && !sessions.isEmpty();
    Optional<Instant> look = holds ? Optional.of(now.plus(HELD_LOOK)) : Optional.empty();
    return Stream.of(
            watch.promise(now),
            sessions.firstCertificateEnd(),
            look,
            gate.wakeAt(),
            fences.wakeAt(),
            networks.wakeAt(),
            metering.wakeAt(),
            assignments.wakeAt())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
