package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.SimNetwork.Wire;
import io.jswarm.worker.agent.AgentCore;
import io.jswarm.worker.agent.AgentEffect;
import io.jswarm.worker.agent.AgentInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One life of a host's daemon: the agent, its streams, and each of its effects carried out. */
final class SimDaemon {
  private static final int DISK_MILLIS_MAX = 10;
  private static final int MEASURE_MILLIS_MAX = 50;

  private final SimWorker host;
  private final SimCluster world;
  private final SimClock clock;
  private final Inbox inbox;
  private final AgentCore core;
  private final UnderWay underWay;
  private final SimEngineWork engineWork;
  private final SimDataPath dataPath;
  private final Map<Long, Wire> wires = new TreeMap<>();

  /** What the wall clock showed when the daemon began goes on at the pace of the steady one. */
  private final Duration ahead;

  private @Nullable Instant tickAt;
  private boolean ends;
  private boolean over;

  SimDaemon(SimWorker host, SimCluster world, SimClock clock) {
    this.host = host;
    this.world = world;
    this.clock = clock;
    this.inbox = new Inbox(world.time(), world.random());
    this.core = new AgentCore(host.settings(), host.disk(), world.random());
    this.underWay = new UnderWay(host, world);
    this.engineWork = new SimEngineWork(this, host, world, underWay);
    this.dataPath = new SimDataPath(this, host, world);
    this.ahead = Duration.between(clock.steady(), clock.wall());
  }

  /** It begins with what the host has, and what its watchdog guards. */
  void boot(SimWatchdog watchdog, SimEngine engine) {
    give(new AgentInput.Guarded(watchdog.end().plus(ahead)));
    give(new AgentInput.Booted(engine.list()));
  }

  void give(AgentInput input) {
    inbox.add(() -> take(input));
  }

  /** It stands still. */
  void pause() {
    inbox.pause();
  }

  void resume() {
    inbox.resume();
  }

  /** Whether it is dead, of its own will or not. */
  boolean isOver() {
    return over;
  }

  /** Whether it was told to end, and has not yet. */
  boolean isEnding() {
    return ends && !over;
  }

  /** It is told to end: it says so, and ends once the leader has that kept, or has not in time. */
  void endWithin(Duration max) {
    ends = true;
    give(new AgentInput.Pause());
    world.time().after(max, this::end);
  }

  private void end() {
    if (!over) {
      host.killDaemon();
      world.managers().stop(host.id);
    }
  }

  /** It dies: what the engine was doing is done or not. */
  void die() {
    inbox.close();
    over = true;
    underWay.cut();
    wires.values().forEach(Wire::callerDied);
  }

  /** The secrets and configs it has in memory, by key. */
  Set<String> payloads() {
    return new TreeSet<>(core.payloads());
  }

  private void take(AgentInput input) {
    core.step(input, clock.steady().plus(ahead)).forEach(this::perform);
    core.wakeAt().ifPresent(this::tickBy);
  }

  private void tickBy(Instant wake) {
    if (tickAt == null || wake.isBefore(tickAt)) {
      tickAt = wake;
      clock.atSteady(
          wake.minus(ahead),
          () -> {
            if (!over && wake.equals(tickAt)) {
              tickAt = null;
              give(new AgentInput.Tick());
            }
          });
    }
  }

  private void perform(AgentEffect effect) {
    switch (effect) {
      case AgentEffect.Connect(long number, var manager) -> connect(number, manager);
      case AgentEffect.Send(long number, var message) -> send(number, message);
      case AgentEffect.Disconnect(long number, String _) -> {
        Wire wire = wires.remove(number);
        if (wire != null) {
          wire.hangUp();
        }
      }
      case AgentEffect.Persist(long version, var state) ->
          underWay.begin(
              DISK_MILLIS_MAX,
              () -> host.keep(state),
              () -> give(new AgentInput.Persisted(version)));
      case AgentEffect.RunEngine(String taskId, var work) -> engineWork.run(taskId, work);
      case AgentEffect.BeginFacts() -> dataPath.begin();
      case AgentEffect.ApplyFacts(long number, var networks) -> dataPath.apply(number, networks);
      case AgentEffect.Guard(Instant killAt, var containers) ->
          host.guard(killAt.minus(ahead), containers);
      case AgentEffect.Measure(long number, var containers) -> {
        var usage = world.loads().use(containers.keySet(), clock.steady());
        underWay.begin(
            MEASURE_MILLIS_MAX, () -> {}, () -> give(new AgentInput.Measured(number, usage)));
      }
      case AgentEffect.RemoveStray(String containerId, String _) -> host.engine.remove(containerId);
      case AgentEffect.ClusterSeen(var cluster) -> world.roles().heard(host.id, cluster.role());
      case AgentEffect.Left _ -> end();
    }
  }

  private void connect(long number, ManagerAddress manager) {
    Wire[] self = new Wire[1];
    Wire wire =
        world
            .network()
            .connect(
                host.id,
                manager.nodeId(),
                () -> give(new AgentInput.Closed(number, "reset")),
                () -> world.sessions().lost(self[0]));
    self[0] = wire;
    wires.put(number, wire);
    wire.say(() ->
        world.sessions().opened(manager.nodeId(), host.id, wire, message -> hear(number, message)));
  }

  private void send(long number, WorkerMessage message) {
    Wire wire = wires.get(number);
    if (wire != null) {
      world.ledger().tasks().said(host.id, message);
      world.ledger().scales().said(message);
      wire.say(() -> world.sessions().received(wire, message));
    }
  }

  private void hear(long number, ManagerMessage message) {
    if (message instanceof ManagerMessage.Assignments told) {
      world
          .trace()
          .note(
              "    %s hears of %d tasks, round %d"
                  .formatted(host.id, told.tasks().size(), told.round()));
      PayloadRules.told(world.ledger(), host.id, told);
      give(new AgentInput.Received(number, world.mutant().bend(told)));
    } else {
      give(new AgentInput.Received(number, message));
    }
  }
}
