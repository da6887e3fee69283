package io.jswarm.worker.agent;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.task.StepTimes;
import io.jswarm.worker.task.TaskInput;
import io.jswarm.worker.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node's agent decides. Not thread-safe: one caller feeds it, in order, and performs
 * the effects in order. The first input is {@link AgentInput.Booted}; until then nothing happens.
 *
 * <p>Promises: tasks run on without any manager; a task is started only after its assignment is on
 * disk; a secret never is; a container is not made before its secrets and configs have come; a
 * status is repeated until the leader has committed it; a manager that is behind what this node has
 * heard is turned away; a hole in the assignment sequence ends the session, and the next one begins
 * with the complete set; a container whose task this node does not know is touched only once a
 * complete set has arrived.
 */
public final class AgentCore {
  /** So many assignment messages are confirmed at once; a leader takes it for slow at 1,000. */
  private static final int CONFIRM_BY = 100;

  private final AgentSettings settings;
  private final Link link;
  private final Freshness freshness = new Freshness();
  private final FactIntake facts = new FactIntake();
  private final DiskLedger disk = new DiskLedger();
  private final SelfReport self = new SelfReport();
  private final StatusOutbox outbox = new StatusOutbox();
  private final Lease lease = new Lease();
  private final Workload workload;
  private final Set<String> namedInSession = new HashSet<>();
  private final Payloads payloads = new Payloads();
  private List<AgentEffect> out = new ArrayList<>();
  private Strays strays = new Strays(List.of());
  private NodeDescription description;
  private ManagerMessage.@Nullable Cluster cluster;
  private AgentEffect.Guard guarded = new AgentEffect.Guard(Instant.EPOCH, List.of());

  /** The end of the lease without which tasks were stopped. */
  private Instant lapsed = Instant.EPOCH;

  private boolean booted;

  /** No session is wanted any more. */
  private boolean left;

  /** It was said that the daemon ends, or it could not be said; nobody was told {@code Left}. */
  private boolean pauses;

  private long sequence;
  private long sequenceVersion;
  private long sequenceApplied;

  /**
   * An agent that goes on from what it had on disk.
   *
   * @param random spreads reconnects
   */
  public AgentCore(AgentSettings settings, AgentState recovered, RandomGenerator random) {
    this.settings = settings;
    this.description = settings.description();
    this.link = new Link(recovered.managers(), random);
    this.workload = new Workload(settings, outbox, disk, lease, payloads, namedInSession::contains);
    recovered.tasks().forEach(workload::recover);
  }

  /** Takes one input and answers what to do, in order. */
  public List<AgentEffect> step(AgentInput input, Instant now) {
    switch (input) {
      case AgentInput.Guarded(var killAt) -> lease.found(killAt);
      case AgentInput.Booted(var containers) -> boot(containers, now);
      case AgentInput.ManagersKnown(var managers) -> know(managers, now);
      case AgentInput.Received(long connection, var message) -> {
        if (link.isPresent(connection)) {
          received(message, now);
        }
      }
      case AgentInput.Closed(long connection, String _) -> {
        if (link.isPresent(connection)) {
          link.failed(now);
          saidGoodbye();
        }
      }
      case AgentInput.TaskDone(String id, var result) -> workload.step(id, result, now, out);
      case AgentInput.FactsApplied(long connection, long upTo) -> {
        if (link.isPresent(connection)) {
          facts.applied(upTo);
        }
      }
      case AgentInput.Persisted(long version) -> disk.wrote(version);
      case AgentInput.Described(var next) -> described(next.keeping(description));
      case AgentInput.Keyed(String key) -> described(description.withDataPathKey(key));
      case AgentInput.Stored(var volumes) -> described(description.withVolumes(volumes));
      case AgentInput.Troubled(var part, String sentence) -> self.troubled(part, sentence);
      case AgentInput.Tried(var status) -> self.tried(status);
      case AgentInput.Measured(long connection, var usage) ->
          out.add(new AgentEffect.Send(connection, usage));
      case AgentInput.Leave() -> leave(now);
      case AgentInput.Pause() -> pause();
      case AgentInput.Tick() -> {}
    }
    if (booted) {
      advance(now);
    }
    List<AgentEffect> effects = List.copyOf(out);
    out = new ArrayList<>();
    return effects;
  }

  /** When the next {@link AgentInput.Tick} is due, if any. A time in the past means now. */
  public Optional<Instant> wakeAt() {
    if (!booted) {
      return Optional.empty();
    }
    Stream<Optional<Instant>> all =
        Stream.of(
            left ? Optional.empty() : link.wakeAt(),
            link.isOpen() ? outbox.wakeAt() : Optional.empty(),
            disk.wakeAt(),
            wakeForLease(),
            workload.wakeAt());
    return all.flatMap(Optional::stream).min(Instant::compareTo);
  }

  /** What the agent knows of one of its tasks. */
  public Optional<TaskRecord> task(String taskId) {
    return workload.record(taskId);
  }

  /** Every task of the node, the longest held first. */
  public List<TaskRecord> tasks() {
    return workload.records();
  }

  /** When each step of a task happened. */
  public Optional<StepTimes> times(String taskId) {
    return workload.times(taskId);
  }

  /** What secrets and configs the node has in memory, by key. */
  public List<String> payloads() {
    return payloads.keys();
  }

  /** Whether a leader has accepted the present session. */
  public boolean hasSession() {
    return link.isOpen();
  }

  private void boot(List<LocalContainer> containers, Instant now) {
    if (booted) {
      return;
    }
    booted = true;
    strays = new Strays(containers);
    for (TaskRecord record : workload.records()) {
      LocalContainer found = strays.claim(record.taskId(), record.containerId(), out);
      workload.step(record.taskId(), new TaskInput.Recovered(found), now, out);
    }
  }

  private void know(List<ManagerAddress> managers, Instant now) {
    if (!managers.isEmpty() && link.know(managers)) {
      disk.touched(now);
    }
  }

  private void received(ManagerMessage message, Instant now) {
    link.heard();
    switch (message) {
      case ManagerMessage.Welcome(String _, long heartbeatMillis) -> {
        link.welcomed(Duration.ofMillis(heartbeatMillis), now);
        outbox.sessionBegan();
        lease.sessionBegan();
        out.add(new AgentEffect.BeginFacts());
      }
      case ManagerMessage.Cluster seen -> {
        know(seen.managers(), now);
        link.beatEvery(Duration.ofMillis(seen.heartbeatMillis()));
        if (!seen.equals(cluster)) {
          cluster = seen;
          out.add(new AgentEffect.ClusterSeen(seen));
        }
      }
      case Assignments assignments -> assigned(assignments, now);
      case ManagerMessage.Networks networks -> hearOfNetworks(networks, now);
      case ManagerMessage.HeartbeatAck _ -> freshness.heard(now);
      case ManagerMessage.StatusesAck(long upTo) -> outbox.acknowledged(upTo);
      case ManagerMessage.Lease(long number) -> lease.granted(number);
      case ManagerMessage.Measure(var ids) ->
          out.add(new AgentEffect.Measure(link.connection(), workload.runningOf(ids)));
      case ManagerMessage.Redirect(var leader) -> {
        long connection = link.connection();
        if (link.redirected(leader, now)) {
          out.add(new AgentEffect.Disconnect(connection, "the manager does not lead"));
        }
      }
    }
  }

  private void hearOfNetworks(ManagerMessage.Networks networks, Instant now) {
    if (!facts.isNext(networks.sequence())) {
      giveUp("a message about networks is missing; starting over", now);
    } else if (isNewEnough(networks.round(), now)) {
      facts.took(networks);
      out.add(new AgentEffect.ApplyFacts(link.connection(), networks));
    }
  }

  /** Turns a manager away that is behind what this node was told before. */
  private boolean isNewEnough(long round, Instant now) {
    if (freshness.isStale(round, now)) {
      giveUp(
          "the manager is at round "
              + round
              + ", and this node has heard of round "
              + freshness.newest(),
          now);
      return false;
    }
    freshness.took(round, now);
    return true;
  }

  private void assigned(Assignments assignments, Instant now) {
    if (assignments.sequence() != sequence + 1) {
      String why =
          "assignments went from " + sequence + " to " + assignments.sequence() + "; starting over";
      giveUp(why, now);
      return;
    }
    if (!isNewEnough(assignments.round(), now)) {
      return;
    }
    sequence = assignments.sequence();
    link.worked();
    payloads.took(assignments);
    for (Assignment told : assignments.tasks()) {
      Assignment each = workload.numbered(told);
      String taskId = each.task().id();
      namedInSession.add(taskId);
      if (!workload.has(taskId)) {
        workload.take(each, now);
        LocalContainer found = strays.claim(taskId, null, out);
        if (found != null) {
          workload.step(taskId, new TaskInput.Recovered(found), now, out);
        }
      }
      workload.step(taskId, new TaskInput.Assigned(each), now, out);
    }
    for (String taskId : assignments.removed()) {
      namedInSession.remove(taskId);
      workload.step(taskId, new TaskInput.Unassigned(), now, out);
    }
    if (assignments.complete()) {
      dropUnnamed(now);
    }
    payloads.drop(assignments);
    sequenceVersion = disk.changed(now);
  }

  /** The set is complete: what it did not name is not in the cluster any more. */
  private void dropUnnamed(Instant now) {
    for (String taskId : workload.taskIds()) {
      if (!namedInSession.contains(taskId)) {
        workload.step(taskId, new TaskInput.Unassigned(), now, out);
      }
    }
    strays.removeAll(out);
  }

  private void described(NodeDescription next) {
    if (!next.equals(description)) {
      description = next;
      if (link.isOpen()) {
        send(new WorkerMessage.Describe(next));
      }
    }
  }

  private void leave(Instant now) {
    if (link.isOpen()) {
      send(new WorkerMessage.Leaving());
      giveUp("the node leaves the cluster", now);
    }
    left = true;
    out.add(new AgentEffect.Left());
  }

  /** The manager answers by ending the session. */
  private void pause() {
    left = true;
    pauses = true;
    if (link.isOpen()) {
      send(new WorkerMessage.Pausing());
    } else {
      saidGoodbye();
    }
  }

  private void saidGoodbye() {
    if (pauses) {
      pauses = false;
      out.add(new AgentEffect.Left());
    }
  }

  private void advance(Instant now) {
    guard(now);
    workload.advance(now, out);
    disk.beginWrite(now).ifPresent(version -> out.add(new AgentEffect.Persist(version, state())));
    if (left) {
      return;
    }
    link.gaveUp(now).ifPresent(why -> giveUp(why, now));
    link.connect(now).ifPresent(this::open);
    if (link.isOpen()) {
      Optional<Long> beat = link.beat(now);
      beat.ifPresent(number -> send(new WorkerMessage.Heartbeat(number)));
      if (workload.needsLease()) {
        lease.ask(now).ifPresent(number -> send(new WorkerMessage.Renew(number)));
      }
      self.news().forEach(this::send);
      outbox.due(now).forEach(this::send);
      confirm(beat.isPresent());
      facts
          .confirm(beat.isPresent())
          .ifPresent(upTo -> send(new WorkerMessage.NetworksApplied(upTo)));
    }
  }

  /** Sees to it that nothing runs without the lease it needs. */
  private void guard(Instant now) {
    if (workload.needsLease() && !lease.isHeld(now)) {
      lapsed = lease.until();
      workload.fence(now, out);
    }
    AgentEffect.Guard next = new AgentEffect.Guard(lease.killAt(), workload.containersByLease());
    boolean nothing = next.containerIds().isEmpty() && guarded.containerIds().isEmpty();
    if (!nothing && !next.equals(guarded)) {
      guarded = next;
      out.add(next);
    }
  }

  private Optional<Instant> wakeForLease() {
    return workload.needsLease() ? lease.wakeAt(link.isOpen() && !left, lapsed) : Optional.empty();
  }

  private void open(ManagerAddress manager) {
    sequence = 0;
    sequenceApplied = 0;
    facts.begin();
    payloads.sessionBegins();
    namedInSession.clear();
    out.add(new AgentEffect.Connect(link.connection(), manager));
    send(new WorkerMessage.Register(description, settings.addr(), workload.reports()));
    self.begin();
  }

  /** The leader only wants to know whether this node keeps up: that has time until a heartbeat. */
  private void confirm(boolean leisurely) {
    boolean due = leisurely ? sequence > sequenceApplied : sequence >= sequenceApplied + CONFIRM_BY;
    if (due && disk.isSafe(sequenceVersion)) {
      sequenceApplied = sequence;
      send(new WorkerMessage.Applied(sequence));
    }
  }

  private void giveUp(String why, Instant now) {
    out.add(new AgentEffect.Disconnect(link.connection(), why));
    link.failed(now);
  }

  private void send(WorkerMessage message) {
    out.add(new AgentEffect.Send(link.connection(), message));
  }

  private AgentState state() {
    return new AgentState(link.managers(), workload.records());
  }
}
