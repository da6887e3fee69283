package io.jswarm.lab.sim;

import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SimClock;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A host with an agent: a disk that keeps what was written, and containers that outlive it. */
final class SimWorker {
  private static final long CORE = 1_000_000_000L;
  private static final int GPUS = 16;
  private static final int PREPARE_MILLIS_MAX = 300;
  private static final int START_MILLIS_MAX = 100;
  private static final int DISK_MILLIS_MAX = 10;
  private static final int PROBE_MILLIS_MAX = 400;
  private static final int STOP_MILLIS_MAX = 50;
  private static final int FACTS_MILLIS_MAX = 20;

  /** So long a daemon that is to end waits for the leader's word, as the real one. */
  static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

  /** Longer than anybody waits for a node to answer. */
  private static final int FACTS_STUCK_MILLIS = 7_000;

  final String id;
  final SimEngine engine;
  final SimKernel kernel = new SimKernel();
  private final SimCluster world;
  private final Random random;
  private final NodeDescription description;
  private final List<Runnable> underWay = new ArrayList<>();
  private AgentState disk = AgentState.EMPTY;
  private final SimClock clock;
  private @Nullable Life life;
  private boolean paused;
  private boolean ends;
  private boolean isGone;
  private Mood mood = Mood.WELL;

  private final SimWatchdog watchdog;

  /**
   * How the engine fares.
   *
   * @param slowness how many times longer everything takes
   * @param failures of a hundred things asked, how many fail or are lost
   */
  record Mood(int slowness, int failures) {
    static final Mood WELL = new Mood(1, 2);
  }

  SimWorker(String id, SimCluster world) {
    this.id = id;
    this.world = world;
    this.random = world.random();
    this.clock = world.clock(id);
    this.engine = new SimEngine(world, id);
    this.watchdog = new SimWatchdog(clock, engine);
    this.description =
        new NodeDescription(
            id,
            new Platform("x86_64", "linux"),
            new Resources(
                4 * CORE,
                8L << 30,
                IntStream.range(0, GPUS)
                    .mapToObj(i -> GenericResource.named("gpu", id + "-" + i))
                    .toList()),
            EngineDescription.UNKNOWN,
            TlsInfo.UNKNOWN);
  }

  private String address() {
    return (id.startsWith("m") ? "10.0.1." : "10.0.0.") + id.substring(1);
  }

  boolean isUp() {
    return life != null;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether the daemon was told to end, and has not yet. */
  boolean isEnding() {
    return ends;
  }

  /** The daemon stands still; its containers do not. */
  void pause() {
    paused = true;
    if (life != null) {
      life.inbox.pause();
    }
  }

  void resume() {
    paused = false;
    if (life != null) {
      life.inbox.resume();
    }
  }

  /** The secrets and configs the daemon has in memory, by key. */
  Set<String> payloads() {
    return life == null ? Set.of() : new TreeSet<>(life.core.payloads());
  }

  /** From now on the engine is like this. */
  void engine(Mood next) {
    mood = next;
  }

  /** The daemon begins, or begins again with what is on disk. */
  void boot() {
    if (life == null && !isGone) {
      paused = false;
      ends = false;
      Life next = new Life();
      life = next;
      world.pauses().isBack(id);
      next.give(new AgentInput.Guarded(watchdog.end().plus(next.ahead)));
      next.give(new AgentInput.Booted(engine.list()));
      hearOfManagers();
    }
  }

  /** Somebody says where managers are now. */
  void hearOfManagers() {
    if (life != null) {
      life.give(new AgentInput.ManagersKnown(world.managers().addresses()));
    }
  }

  /** The daemon dies: what the engine was doing is done or not; containers stay. */
  void killDaemon() {
    if (life != null) {
      Life over = life;
      over.inbox.close();
      life = null;
      ends = false;
      List<Runnable> cut = List.copyOf(underWay);
      underWay.clear();
      cut.stream().filter(_ -> random.nextBoolean()).forEach(Runnable::run);
      over.wires.values().forEach(Wire::callerDied);
    }
  }

  /**
   * The daemon is asked to end: it says so, and ends once the leader has that kept, or has not in
   * time; a manager on the same host ends with it.
   */
  void stopDaemon() {
    Life present = life;
    if (present != null) {
      world.trace().add("stop the daemon of " + id);
      ends = true;
      present.give(new AgentInput.Pause());
      world.time().after(GOODBYE_MAX, present::end);
    }
  }

  /** The host is taken away for good, with all that ran on it. */
  void scrap() {
    losePower();
    isGone = true;
  }

  /** The power fails: the daemon dies and every process with it; nobody is told. */
  void losePower() {
    killDaemon();
    watchdog.losePower();
    engine.losePower();
    kernel.losePower();
  }

  /** One life of the daemon. */
  private final class Life {
    final Inbox inbox = new Inbox(world.time(), random);
    private final AgentCore core =
        new AgentCore(new AgentSettings(address(), description, 3, 2), disk, random);
    private final Map<Long, Wire> wires = new TreeMap<>();

    /** What the wall clock showed when the daemon began goes on at the pace of the steady one. */
    private final Duration ahead = Duration.between(clock.steady(), clock.wall());

    private @Nullable Instant tickAt;

    private final ArrayDeque<Runnable> forKernel = new ArrayDeque<>();

    void give(AgentInput input) {
      inbox.add(() -> take(input));
    }

    private boolean isOver() {
      return life != this;
    }

    private void end() {
      if (!isOver()) {
        killDaemon();
        world.managers().stop(id);
      }
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
            world.ledger().tasks().said(id, message);
            world.ledger().scales().said(message);
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
                DISK_MILLIS_MAX, () -> keep(state), () -> give(new AgentInput.Persisted(version)));
        case AgentEffect.RunEngine(String taskId, var work) -> run(taskId, work);
        case AgentEffect.BeginFacts() -> inKernel(kernel::begin);
        case AgentEffect.ApplyFacts(long number, var networks) ->
            inKernel(() -> {
              kernel.apply(networks, world.mutant());
              give(new AgentInput.FactsApplied(number, networks.sequence()));
            });
        case AgentEffect.Guard(Instant killAt, var containers) ->
            watchdog.guard(killAt.minus(ahead), containers);
        case AgentEffect.Measure(long number, var containers) -> {
          var usage = world.loads().use(containers.keySet(), clock.steady());
          later(STOP_MILLIS_MAX, () -> {}, () -> give(new AgentInput.Measured(number, usage)));
        }
        case AgentEffect.RemoveStray(String containerId, String _) -> engine.remove(containerId);
        case AgentEffect.ClusterSeen(var cluster) -> world.roles().heard(id, cluster.role());
        case AgentEffect.Left _ -> end();
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
      if (message instanceof ManagerMessage.Assignments told) {
        world
            .trace()
            .note(
                "    %s hears of %d tasks, round %d"
                    .formatted(id, told.tasks().size(), told.round()));
      }
      if (message instanceof ManagerMessage.Assignments told) {
        PayloadRules.told(world.ledger(), id, told);
        give(new AgentInput.Received(number, world.mutant().bend(told)));
      } else {
        give(new AgentInput.Received(number, message));
      }
    }

    private void run(String taskId, TaskEffect.EngineWork work) {
      switch (work) {
        case TaskEffect.Prepare(var assignment, var payloads) -> {
          NodeFacts facts = new NodeFacts(id, id, description.platform());
          ContainerPlan plan = ContainerPlans.plan(assignment, facts);
          PayloadRules.handed(world.ledger(), assignment.task(), payloads);
          int needed = PayloadData.neededBy(assignment.task().spec()).size();
          if (payloads.size() < needed) {
            done(taskId, new TaskInput.PrepareFailed("a secret is not in the cluster any more"));
            return;
          }
          boolean fails = SimEngine.image(plan).equals("missing") || fails();
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
        case TaskEffect.Probe(String _, boolean wasHealthy) -> probe(taskId, wasHealthy);
        case TaskEffect.Await(String containerId) ->
            engine.whenEnded(containerId, () -> exited(taskId, containerId));
        case TaskEffect.Stop(String containerId) ->
            later(STOP_MILLIS_MAX, unlessLost(() -> engine.stop(containerId)), () -> {});
        case TaskEffect.Kill(String containerId) ->
            later(STOP_MILLIS_MAX, unlessLost(() -> engine.kill(containerId)), () -> {});
        case TaskEffect.Remove(String containerId) -> remove(taskId, containerId);
      }
    }

    private void keep(AgentState state) {
      if (world.mutant() != Mutant.FORGETS_ASSIGNMENTS) {
        disk = state;
      }
    }

    private boolean fails() {
      return random.nextInt(100) < mood.failures;
    }

    private Runnable unlessLost(Runnable work) {
      return fails() || world.mutant() == Mutant.LEAVES_CONTAINERS ? () -> {} : work;
    }

    private void remove(String taskId, String containerId) {
      if (fails()) {
        later(
            STOP_MILLIS_MAX,
            () -> {},
            () -> done(taskId, new TaskInput.RemoveFailed("device or resource busy")));
      } else {
        later(
            STOP_MILLIS_MAX,
            () -> engine.remove(containerId),
            () -> done(taskId, new TaskInput.Removed()));
      }
    }

    private void start(String taskId, String containerId) {
      if (fails()) {
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
                    : new TaskInput.Running(started, engine.isChecked(containerId)));
          });
    }

    /** A container is well after a while; now and then one never is. */
    private void probe(String taskId, boolean wasHealthy) {
      boolean fails = fails();
      if (fails || !wasHealthy) {
        later(
            PROBE_MILLIS_MAX,
            () -> {},
            () ->
                done(
                    taskId,
                    fails ? new TaskInput.Unhealthy("no answer") : new TaskInput.Healthy()));
      }
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

    /** In order and after a while, all that has come by then; lost when the daemon dies before. */
    private void inKernel(Runnable work) {
      forKernel.add(work);
      if (forKernel.size() == 1) {
        boolean stuck = mood.slowness > 1 && fails();
        long millis =
            stuck ? FACTS_STUCK_MILLIS : (long) mood.slowness * random.nextInt(FACTS_MILLIS_MAX);
        world.time().after(Duration.ofMillis(millis), this::doInKernel);
      }
    }

    private void doInKernel() {
      while (!isOver() && !forKernel.isEmpty()) {
        forKernel.remove().run();
      }
    }

    /** Work that takes a while; a crash in between may leave it done, but never answered. */
    private void later(int millisMax, Runnable work, Runnable answer) {
      underWay.add(work);
      world
          .time()
          .after(
              Duration.ofMillis(1L + (long) mood.slowness * random.nextInt(millisMax)),
              () -> {
                if (!isOver() && underWay.remove(work)) {
                  work.run();
                  answer.run();
                }
              });
    }
  }
}
