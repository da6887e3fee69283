package io.jswarm.worker.agent;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
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
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node's agent decides. Not thread-safe: one caller feeds it, in order, and performs
 * the effects in order. The first input is {@link AgentInput.Booted}; until then nothing happens.
 *
 * <p>Promises: tasks run on without any manager; a task is started only after its assignment is on
 * disk; secrets and credentials never are; a container is not made before its secrets, configs and
 * credentials have come; a status is repeated until the leader has committed it; a manager that is
 * behind what this node has heard is turned away; a hole in the assignment sequence ends the
 * session, and the next one begins with the complete set; a container whose task this node does not
 * know is touched only once a complete set has arrived.
 */
public final class AgentCore {
  private final AgentSettings settings;
  private final Link link;
  private final Freshness freshness = new Freshness();
  private final FactIntake facts = new FactIntake();
  private final DiskLedger disk = new DiskLedger();
  private final SelfReport self = new SelfReport();
  private final StatusOutbox outbox = new StatusOutbox();
  private final Lease lease = new Lease();
  private final Payloads payloads = new Payloads();
  private final Logins logins = new Logins();
  private final AssignmentIntake assignments = new AssignmentIntake(disk);
  private final Workload workload;
  private final LeaseGuard guard;
  private List<AgentEffect> out = new ArrayList<>();
  private Strays strays = new Strays(List.of());
  private NodeDescription description;
  private ManagerMessage.@Nullable Cluster cluster;
  private boolean booted;

  /** No session is wanted any more. */
  private boolean left;

  /** It was said that the daemon ends, or it could not be said; nobody was told {@code Left}. */
  private boolean pauses;

  /**
   * An agent that goes on from what it had on disk.
   *
   * @param random spreads reconnects
   */
  public AgentCore(AgentSettings settings, AgentState recovered, RandomGenerator random) {
    this.settings = settings;
    this.description = settings.description();
    this.link = new Link(recovered.managers(), random);
    Workload.Given given = new Workload.Given(payloads, logins, assignments::names);
    this.workload = new Workload(settings, outbox, disk, lease, given);
    this.guard = new LeaseGuard(lease, workload);
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
            guard.wakeAt(link.isOpen() && !left),
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

  /** How many tasks the node has credentials in memory for. */
  public int logins() {
    return logins.size();
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
      case Assignments told -> assigned(told, now);
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

  private void assigned(Assignments message, Instant now) {
    if (!assignments.isNext(message.sequence())) {
      String gap = assignments.taken() + " to " + message.sequence();
      giveUp("assignments went from " + gap + "; starting over", now);
    } else if (isNewEnough(message.round(), now)) {
      link.worked();
      payloads.took(message);
      logins.took(message);
      assignments.take(message, workload, strays, now, out);
      payloads.drop(message);
    }
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
    guard.look(now, out);
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
      guard.ask(now).ifPresent(number -> send(new WorkerMessage.Renew(number)));
      self.news().forEach(this::send);
      outbox.due(now).forEach(this::send);
      assignments
          .confirm(beat.isPresent())
          .ifPresent(upTo -> send(new WorkerMessage.Applied(upTo)));
      facts
          .confirm(beat.isPresent())
          .ifPresent(upTo -> send(new WorkerMessage.NetworksApplied(upTo)));
    }
  }

  private void open(ManagerAddress manager) {
    assignments.begin();
    facts.begin();
    payloads.sessionBegins();
    out.add(new AgentEffect.Connect(link.connection(), manager));
    send(new WorkerMessage.Register(description, settings.addr(), workload.reports()));
    self.begin();
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
