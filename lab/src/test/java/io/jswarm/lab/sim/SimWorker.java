package io.jswarm.lab.sim;

import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SimNetwork.Wire;
import io.jswarm.worker.agent.AgentCore;
import io.jswarm.worker.agent.AgentEffect;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentSettings;
import io.jswarm.worker.agent.AgentState;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.task.ContainerPlans;
import io.jswarm.worker.task.NodeFacts;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A host with an agent: a disk that keeps what was written, and containers that outlive it. */
final class SimWorker {
  private static final long CORE = 1_000_000_000L;
  private static final int PREPARE_MILLIS_MAX = 300;
  private static final int START_MILLIS_MAX = 100;
  private static final int DISK_MILLIS_MAX = 10;
  private static final int STOP_MILLIS_MAX = 50;

  final String id;
  final SimEngine engine;
  private final SimCluster world;
  private final Random random;
  private final NodeDescription description;
  private final List<Runnable> underWay = new ArrayList<>();
  private AgentState disk = AgentState.EMPTY;
  private @Nullable Life life;

  SimWorker(String id, SimCluster world) {
    this.id = id;
    this.world = world;
    this.random = world.random();
    this.engine = new SimEngine(world, id);
    this.description =
        new NodeDescription(
            id,
            new Platform("x86_64", "linux"),
            new Resources(4 * CORE, 8L << 30, List.of()),
            EngineDescription.UNKNOWN,
            TlsInfo.UNKNOWN);
  }

  boolean isUp() {
    return life != null;
  }

  /** The daemon begins, or begins again with what is on disk. */
  void boot() {
    if (life == null) {
      Life next = new Life();
      life = next;
      next.give(new AgentInput.Booted(engine.list()));
      next.give(new AgentInput.ManagersKnown(world.managerAddresses()));
    }
  }

  /** The daemon dies: what the engine was doing is done or not; containers stay. */
  void killDaemon() {
    if (life != null) {
      life.inbox.close();
      life = null;
      List<Runnable> cut = List.copyOf(underWay);
      underWay.clear();
      cut.stream().filter(_ -> random.nextBoolean()).forEach(Runnable::run);
      world.network().processDied(id);
    }
  }

  /** The power fails: the daemon dies and every process with it; nobody is told. */
  void losePower() {
    killDaemon();
    engine.losePower();
  }

  /** One life of the daemon. */
  private final class Life {
    final Inbox inbox = new Inbox(world.time(), random);
    private final AgentCore core =
        new AgentCore(
            new AgentSettings("10.0.0." + id.substring(1), description, 3, 2), disk, random);
    private final Map<Long, Wire> wires = new TreeMap<>();
    private @Nullable Instant tickAt;

    void give(AgentInput input) {
      inbox.add(() -> take(input));
    }

    private boolean isOver() {
      return life != this;
    }

    private void take(AgentInput input) {
      core.step(input, world.time().now()).forEach(this::perform);
      core.wakeAt().ifPresent(this::tickBy);
    }

    private void tickBy(Instant wake) {
      if (tickAt == null || wake.isBefore(tickAt)) {
        tickAt = wake;
        world
            .time()
            .at(
                wake,
                () -> {
                  if (!isOver() && wake.equals(tickAt)) {
                    tickAt = null;
                    give(new AgentInput.Tick());
                  }
                });
      }
    }

    private void perform(AgentEffect effect) {
      switch (effect) {
        case AgentEffect.Connect(long number, var manager) -> connect(number, manager);
        case AgentEffect.Send(long number, var message) -> {
          Wire wire = wires.get(number);
          if (wire != null) {
            wire.say(() -> world.sessions().received(wire, message));
          }
        }
        case AgentEffect.Disconnect(long number, String _) -> {
          Wire wire = wires.remove(number);
          if (wire != null) {
            wire.hangUp();
          }
        }
        case AgentEffect.Persist(long version, var state) ->
            later(
                DISK_MILLIS_MAX, () -> disk = state, () -> give(new AgentInput.Persisted(version)));
        case AgentEffect.RunEngine(String taskId, var work) -> run(taskId, work);
        case AgentEffect.RemoveStray(String containerId, String _) -> engine.remove(containerId);
        case AgentEffect.ClusterSeen _, AgentEffect.Left _ -> {}
      }
    }

    private void connect(long number, ManagerAddress manager) {
      Wire[] self = new Wire[1];
      Wire wire =
          world
              .network()
              .connect(
                  id,
                  manager.nodeId(),
                  () -> give(new AgentInput.Closed(number, "reset")),
                  () -> world.sessions().lost(self[0]));
      self[0] = wire;
      wires.put(number, wire);
      wire.say(() ->
          world.sessions().opened(manager.nodeId(), id, wire, message -> hear(number, message)));
    }

    private void hear(long number, ManagerMessage message) {
      give(new AgentInput.Received(number, message));
    }

    private void run(String taskId, TaskEffect.EngineWork work) {
      switch (work) {
        case TaskEffect.Prepare(var assignment) -> {
          NodeFacts facts = new NodeFacts(id, id, description.platform());
          ContainerPlan plan = ContainerPlans.plan(assignment, facts);
          boolean fails = SimEngine.image(plan).equals("missing") || random.nextInt(40) == 0;
          if (fails) {
            later(
                PREPARE_MILLIS_MAX,
                () -> {},
                () -> done(taskId, new TaskInput.PrepareFailed("No such image: missing")));
          } else {
            later(
                PREPARE_MILLIS_MAX,
                () -> engine.make(plan),
                () -> done(taskId, new TaskInput.Prepared(plan.containerId())));
          }
        }
        case TaskEffect.Start(String containerId) -> start(taskId, containerId);
        case TaskEffect.Await(String containerId) ->
            engine.whenEnded(containerId, () -> exited(taskId, containerId));
        case TaskEffect.Stop(String containerId) ->
            later(STOP_MILLIS_MAX, () -> engine.stop(containerId), () -> {});
        case TaskEffect.Kill(String containerId) ->
            later(STOP_MILLIS_MAX, () -> engine.kill(containerId), () -> {});
        case TaskEffect.Remove(String containerId) ->
            later(
                STOP_MILLIS_MAX,
                () -> engine.remove(containerId),
                () -> done(taskId, new TaskInput.Removed()));
      }
    }

    private void start(String taskId, String containerId) {
      if (random.nextInt(60) == 0) {
        later(
            START_MILLIS_MAX,
            () -> {},
            () -> done(taskId, new TaskInput.StartFailed("the runtime failed")));
        return;
      }
      if (disk.tasks().stream().noneMatch(each -> each.taskId().equals(taskId))) {
        throw new AssertionError("task " + taskId + " is started before it is on disk");
      }
      later(
          START_MILLIS_MAX,
          () -> engine.start(containerId),
          () -> {
            Started started = engine.startedOf(containerId);
            done(
                taskId,
                started == null
                    ? new TaskInput.StartFailed("no such container")
                    : new TaskInput.Running(started));
          });
    }

    private void exited(String taskId, String containerId) {
      world
          .time()
          .after(
              Duration.ofMillis(1),
              () -> {
                if (!isOver()) {
                  engine
                      .exitOf(containerId)
                      .ifPresent(exit -> done(taskId, new TaskInput.Exited(exit)));
                }
              });
    }

    private void done(String taskId, TaskInput result) {
      give(new AgentInput.TaskDone(taskId, result));
    }

    /** Work that takes a while; a crash in between may leave it done, but never answered. */
    private void later(int millisMax, Runnable work, Runnable answer) {
      underWay.add(work);
      world
          .time()
          .after(
              Duration.ofMillis(1 + random.nextInt(millisMax)),
              () -> {
                if (!isOver() && underWay.remove(work)) {
                  work.run();
                  answer.run();
                }
              });
    }
  }
}
