package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage;
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
 * <p>Who may begin a session is {@link Reception}'s to say; which nodes are up, {@link
 * NodeVerdicts}'s; what nodes are told, the flows'.
 */
public final class DispatcherCore {
  private final Sessions sessions = new Sessions();
  private final DispatchCounters counters = new DispatchCounters();
  private final Reception reception = new Reception(sessions, counters);
  private final StatusFlow statuses = new StatusFlow(sessions, counters);
  private final DrainGate gate = new DrainGate(sessions, counters);
  private final Leases leases = new Leases(sessions);
  private final Metering metering = new Metering(sessions);
  private final Briefing briefing;
  private final NetworkFlow networks;
  private final AssignmentFlow assignments;
  private final NodeVerdicts verdicts;
  private @Nullable ClusterImage image;
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
    this.verdicts = new NodeVerdicts(sessions, networks, counters);
  }

  /** Takes one input and answers what to do, in order. */
  public List<DispatchEffect> step(DispatchInput input, Instant now) {
    verdicts.turn(now);
    switch (input) {
      case DispatchInput.Opened opened -> reception.opened(opened, now);
      case DispatchInput.Received(String id, var message) -> received(id, message, now);
      case DispatchInput.Closed(String id) -> sessions.forget(id);
      case DispatchInput.Leading(var first) -> lead(first, now);
      case DispatchInput.NotLeading notLeading -> follow(notLeading, now);
      case DispatchInput.ImageChanged(var next, var changes) -> changed(next, changes, now);
      case DispatchInput.ImageReplaced(var next) -> replaced(next, now);
      case DispatchInput.Committed(long ticket) -> statuses.committed(ticket);
      case DispatchInput.LeadConfirmed answer -> leases.answered(answer, image);
      case DispatchInput.Tick tick -> tick(tick, now);
    }
    if (image != null) {
      verdicts.due(image, now);
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
    return verdicts.expected();
  }

  /** See {@link #expected()}. */
  public int missing() {
    return verdicts.missing();
  }

  private void received(String sessionId, WorkerMessage message, Instant now) {
    Session session = sessions.get(sessionId);
    if (session == null) {
      return;
    }
    if (image == null) {
      reception.spoke(session, message);
    } else if (message instanceof WorkerMessage.Register register) {
      register(session, register, image, now);
    } else if (!session.registered) {
      sessions.close(session, "a session begins with Register");
    } else if (!session.pauses) {
      heard(session, message, image, now);
    }
  }

  private void heard(Session session, WorkerMessage message, ClusterImage present, Instant now) {
    verdicts.heard(session, now);
    switch (message) {
      case WorkerMessage.Heartbeat(long sequence) ->
          sessions.send(session, new ManagerMessage.HeartbeatAck(sequence));
      case WorkerMessage.Statuses(long sequence, var reports) ->
          statuses.reported(session, sequence, reports, present);
      case WorkerMessage.Applied(long sequence) -> session.feed.applied(sequence);
      case WorkerMessage.NetworksApplied(long sequence) -> gate.applied(session, sequence);
      case WorkerMessage.Renew(long sequence) -> leases.asked(session, sequence);
      case WorkerMessage.Usage usage -> metering.heard(session, usage);
      case WorkerMessage.Pausing() -> verdicts.pauses(session, now);
      case WorkerMessage.Leaving() -> {
        sessions.close(session, "the node leaves");
        verdicts.leaves(session.nodeId, present);
      }
      case WorkerMessage.Register _,
          WorkerMessage.Describe _,
          WorkerMessage.Condition _,
          WorkerMessage.Paths _ -> {}
    }
    if (NodeWord.heard(session, message)) {
      statusMayDiffer(session, present);
    }
  }

  /** The node's status may be another now, by its own word or by the image's. */
  private void statusMayDiffer(Session session, ClusterImage present) {
    verdicts.ready(session, present);
    briefing.endPause(session, present);
  }

  private void register(
      Session session, WorkerMessage.Register register, ClusterImage present, Instant now) {
    Node node = reception.admit(session, present, now);
    if (node == null) {
      return;
    }
    counters.registered();
    sessions.register(session);
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
    verdicts.came(session, present, now);
    statuses.registered(session, register.tasks(), present);
  }

  private void lead(ClusterImage first, Instant now) {
    image = first;
    reception.lead();
    verdicts.lead(first, now);
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

  private void follow(DispatchInput.NotLeading notLeading, Instant now) {
    image = null;
    verdicts.follow(notLeading.known(), now);
    statuses.clear();
    leases.follow();
    networks.follow();
    assignments.follow();
    metering.follow();
    reception.follow(notLeading.leader());
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
    verdicts.imageReplaced(next);
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
    verdicts.imageChanged(nodeId, present, now);
    networks.nodeChanged(nodeId, present);
    Node node = present.node(nodeId);
    Session session = sessions.of(nodeId);
    if (node == null || present.revoked().containsKey(nodeId)) {
      verdicts.forget(nodeId);
      reception.forget(nodeId);
      if (session != null) {
        sessions.close(session, "node " + nodeId + " was removed from the cluster");
      }
    } else if (session == null) {
      verdicts.expect(node, present, now);
    } else {
      briefing.tell(session, node, present);
      statusMayDiffer(session, present);
    }
  }

  /**
   * Two observations may have crossed on their way to the writer: the sessions have the last word.
   */
  private void statusChanged(String nodeId, ClusterImage present, Instant now) {
    verdicts.imageChanged(nodeId, present, now);
    networks.nodeChanged(nodeId, present);
    Node node = present.node(nodeId);
    Session session = sessions.of(nodeId);
    if (session != null) {
      statusMayDiffer(session, present);
    } else if (node != null) {
      verdicts.expect(node, present, now);
    }
  }

  private void tick(DispatchInput.Tick tick, Instant now) {
    networks.tick();
    if (image != null) {
      verdicts.tick(tick, image, now);
    }
    reception.tick(now);
  }

  private Optional<Instant> nextWake(Instant now) {
    return Stream.of(
            verdicts.wakeAt(now),
            reception.wakeAt(now),
            gate.wakeAt(),
            networks.wakeAt(),
            metering.wakeAt(),
            assignments.wakeAt())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
