package io.jswarm.lab.session;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.agent.AgentCore;
import io.jswarm.worker.agent.AgentEffect;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentSettings;
import io.jswarm.worker.agent.AgentState;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.task.ContainerPlans;
import io.jswarm.worker.task.NodeFacts;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A node in the storm: an agent's core, a disk that keeps what was written, containers that outlive
 * the agent.
 */
final class StormNode {
  private static final ContainerProcess PROCESS =
      new ContainerProcess(List.of("sh"), List.of(), List.of(), "/", "", "", "", false);

  final String id;
  final Map<String, LocalContainer> containers = new TreeMap<>();
  final Map<String, Integer> starts = new TreeMap<>();
  private final Storm storm;
  private final Random random;
  private final List<ManagerAddress> managers;
  private final List<Runnable> underWay = new ArrayList<>();
  private final Map<String, List<Runnable>> waiting = new TreeMap<>();
  private AgentState disk = AgentState.EMPTY;
  private AgentCore core;
  private int life;
  private boolean up;

  StormNode(String id, Storm storm, Random random, List<ManagerAddress> managers) {
    this.id = id;
    this.storm = storm;
    this.random = random;
    this.managers = managers;
    this.core = newCore();
  }

  AgentCore core() {
    return core;
  }

  /** The daemon begins, or begins again with what is on disk. */
  void boot() {
    up = true;
    core = newCore();
    give(new AgentInput.Booted(List.copyOf(containers.values())));
    give(new AgentInput.ManagersKnown(managers));
  }

  /** The daemon dies: what the engine was doing is done or not; containers stay. */
  void crash() {
    life++;
    up = false;
    List<Runnable> cut = List.copyOf(underWay);
    underWay.clear();
    waiting.clear();
    cut.stream().filter(_ -> random.nextBoolean()).forEach(Runnable::run);
    int next = life;
    storm.time.soon(
        3_000,
        () -> {
          if (life == next) {
            boot();
          }
        });
  }

  /** The power fails: the daemon dies and every process with it. */
  void losePower() {
    crash();
    for (LocalContainer each : List.copyOf(containers.values())) {
      if (each.state() instanceof LocalContainer.Running(var started)) {
        Exit exit = new Exit(Exit.UNKNOWN_CODE, false, storm.time.now(), "");
        set(each, new LocalContainer.Dead(Optional.of(started), exit));
      }
    }
  }

  /** Any container that runs ends by itself. */
  void killOne() {
    containers.values().stream()
        .filter(each -> each.state() instanceof LocalContainer.Running)
        .skip(random.nextInt(3))
        .findFirst()
        .ifPresent(each -> end(each.id(), 1));
  }

  void hear(long connection, ManagerMessage message) {
    give(new AgentInput.Received(connection, message));
  }

  void lost(long connection) {
    give(new AgentInput.Closed(connection, "reset"));
  }

  private AgentCore newCore() {
    AgentSettings settings = new AgentSettings("10.0.0.1", NodeDescription.UNKNOWN, 3, 2);
    return new AgentCore(settings, disk, random);
  }

  private void give(AgentInput input) {
    if (!up) {
      return;
    }
    for (AgentEffect effect : core.step(input, storm.time.now())) {
      perform(effect);
    }
    int present = life;
    core.wakeAt()
        .ifPresent(wake ->
            storm.time.at(
                wake,
                () -> {
                  if (life == present && due()) {
                    give(new AgentInput.Tick());
                  }
                }));
  }

  private boolean due() {
    return core.wakeAt().filter(wake -> !wake.isAfter(storm.time.now())).isPresent();
  }

  private void perform(AgentEffect effect) {
    switch (effect) {
      case AgentEffect.Connect(long number, var manager) -> storm.connect(this, number, manager);
      case AgentEffect.Send(long number, WorkerMessage message) ->
          storm.fromNode(this, number, message);
      case AgentEffect.Disconnect(long number, String _) -> storm.hangUp(this, number);
      case AgentEffect.Persist(long version, var state) ->
          later(15, () -> disk = state, () -> give(new AgentInput.Persisted(version)));
      case AgentEffect.RunEngine(String taskId, var work) -> engine(taskId, work);
      case AgentEffect.BeginFacts() -> {}
      case AgentEffect.ApplyFacts(long number, var networks) ->
          give(new AgentInput.FactsApplied(number, networks.sequence()));
      case AgentEffect.RemoveStray(String containerId, String _) -> {
        end(containerId, 137);
        containers.remove(containerId);
      }
      case AgentEffect.Guard _,
          AgentEffect.Measure _,
          AgentEffect.ClusterSeen _,
          AgentEffect.Left _ -> {}
    }
  }

  private void engine(String taskId, TaskEffect.EngineWork work) {
    switch (work) {
      case TaskEffect.Prepare(var assignment, var _, var _) -> {
        NodeFacts facts = new NodeFacts(id, id, new Platform("x86_64", "linux"));
        ContainerPlan plan = ContainerPlans.plan(assignment, facts);
        if (random.nextInt(20) == 0) {
          later(50, () -> {}, () -> done(taskId, new TaskInput.PrepareFailed("No such image: x")));
        } else {
          later(
              50, () -> make(plan), () -> done(taskId, new TaskInput.Prepared(plan.containerId())));
        }
      }
      case TaskEffect.Start(String containerId) ->
          later(
              30,
              () -> start(taskId, containerId),
              () -> done(taskId, new TaskInput.Running(new Started(1, storm.time.now()))));
      case TaskEffect.Await(String containerId) -> await(taskId, containerId);
      case TaskEffect.Probe _ -> {}
      case TaskEffect.Stop(String containerId) -> {
        if (random.nextInt(8) > 0) {
          later(100, () -> end(containerId, 0), () -> {});
        }
      }
      case TaskEffect.Kill(String containerId) -> later(10, () -> end(containerId, 137), () -> {});
      case TaskEffect.Remove(String containerId) ->
          later(
              20,
              () -> {
                end(containerId, 137);
                containers.remove(containerId);
              },
              () -> done(taskId, new TaskInput.Removed()));
    }
  }

  private void make(ContainerPlan plan) {
    containers.putIfAbsent(
        plan.containerId(),
        new LocalContainer(
            plan, "sha256:0", PROCESS, storm.time.now(), new LocalContainer.Created()));
  }

  private void start(String taskId, String containerId) {
    LocalContainer container = containers.get(containerId);
    if (container == null) {
      throw new AssertionError("task " + taskId + " starts a container that is not there");
    }
    if (disk.tasks().stream().noneMatch(each -> each.taskId().equals(taskId))) {
      throw new AssertionError("task " + taskId + " is started before it is on disk");
    }
    starts.merge(taskId, 1, Integer::sum);
    set(container, new LocalContainer.Running(new Started(1, storm.time.now())));
  }

  private void end(String containerId, int code) {
    LocalContainer container = containers.get(containerId);
    if (container != null && container.state() instanceof LocalContainer.Running(var started)) {
      Exit exit = new Exit(code, false, storm.time.now(), "");
      set(container, new LocalContainer.Exited(Optional.of(started), exit));
      List<Runnable> waiters = waiting.remove(containerId);
      if (waiters != null) {
        waiters.forEach(Runnable::run);
      }
    }
  }

  private void await(String taskId, String containerId) {
    int present = life;
    Runnable answer =
        () ->
            storm.time.soon(
                5,
                () -> {
                  LocalContainer ended = containers.get(containerId);
                  if (life == present
                      && ended != null
                      && ended.state() instanceof LocalContainer.Exited exited) {
                    done(taskId, new TaskInput.Exited(exited.exit()));
                  }
                });
    LocalContainer container = containers.get(containerId);
    if (container != null && container.state() instanceof LocalContainer.Running) {
      waiting.computeIfAbsent(containerId, _ -> new ArrayList<>()).add(answer);
    } else {
      answer.run();
    }
  }

  private void set(LocalContainer container, LocalContainer.State state) {
    containers.put(
        container.id(),
        new LocalContainer(
            container.plan(), container.imageId(), PROCESS, container.created(), state));
  }

  private void done(String taskId, TaskInput result) {
    give(new AgentInput.TaskDone(taskId, result));
  }

  /**
   * Work that takes a while; a crash in between may leave it done or undone, but never answered.
   */
  private void later(int millisMax, Runnable work, Runnable answer) {
    int present = life;
    underWay.add(work);
    storm.time.soon(
        millisMax,
        () -> {
          if (life == present && underWay.remove(work)) {
            work.run();
            answer.run();
          }
        });
  }
}
