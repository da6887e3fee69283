package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.task.ContainerPlans;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.util.List;

/**
 * What a daemon has its host's engine do for tasks. Each thing takes a while, and some fail or are
 * lost, as the engine's mood is.
 */
final class SimEngineWork {
  private static final int PREPARE_MILLIS_MAX = 300;
  private static final int START_MILLIS_MAX = 100;
  private static final int PROBE_MILLIS_MAX = 400;
  private static final int STOP_MILLIS_MAX = 50;

  private final SimDaemon daemon;
  private final SimWorker host;
  private final SimCluster world;
  private final UnderWay underWay;
  private final SimEngine engine;

  SimEngineWork(SimDaemon daemon, SimWorker host, SimCluster world, UnderWay underWay) {
    this.daemon = daemon;
    this.host = host;
    this.world = world;
    this.underWay = underWay;
    this.engine = host.engine;
  }

  void run(String taskId, TaskEffect.EngineWork work) {
    switch (work) {
      case TaskEffect.Prepare(var assignment, var payloads, var _) ->
          prepare(taskId, assignment, payloads);
      case TaskEffect.Start(String containerId) -> start(taskId, containerId);
      case TaskEffect.Probe(String _, boolean wasHealthy) -> probe(taskId, wasHealthy);
      case TaskEffect.Await(String containerId) ->
          engine.whenEnded(containerId, () -> exited(taskId, containerId));
      case TaskEffect.Stop(String containerId) ->
          underWay.begin(STOP_MILLIS_MAX, unlessLost(() -> engine.stop(containerId)), () -> {});
      case TaskEffect.Kill(String containerId) ->
          underWay.begin(STOP_MILLIS_MAX, unlessLost(() -> engine.kill(containerId)), () -> {});
      case TaskEffect.Remove(String containerId) -> remove(taskId, containerId);
    }
  }

  private void prepare(String taskId, Assignment assignment, List<PayloadData> payloads) {
    ContainerPlan plan = ContainerPlans.plan(assignment, host.facts());
    PayloadRules.handed(world.ledger(), assignment.task(), payloads);
    int needed = PayloadData.neededBy(assignment.task().spec()).size();
    if (payloads.size() < needed) {
      done(taskId, new TaskInput.PrepareFailed("a secret is not in the cluster any more"));
      return;
    }
    boolean fails = SimEngine.image(plan).equals("missing") || host.engineFails();
    if (fails) {
      underWay.begin(
          PREPARE_MILLIS_MAX,
          () -> {},
          () -> done(taskId, new TaskInput.PrepareFailed("No such image: missing")));
    } else {
      underWay.begin(
          PREPARE_MILLIS_MAX,
          () -> engine.make(plan),
          () -> done(taskId, new TaskInput.Prepared(plan.containerId())));
    }
  }

  private void start(String taskId, String containerId) {
    if (host.engineFails()) {
      underWay.begin(
          START_MILLIS_MAX,
          () -> {},
          () -> done(taskId, new TaskInput.StartFailed("the runtime failed")));
      return;
    }
    if (!host.hasOnDisk(taskId)) {
      throw new AssertionError("task " + taskId + " is started before it is on disk");
    }
    underWay.begin(
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
    boolean fails = host.engineFails();
    if (fails || !wasHealthy) {
      TaskInput found = fails ? new TaskInput.Unhealthy("no answer") : new TaskInput.Healthy();
      underWay.begin(PROBE_MILLIS_MAX, () -> {}, () -> done(taskId, found));
    }
  }

  private void remove(String taskId, String containerId) {
    if (host.engineFails()) {
      underWay.begin(
          STOP_MILLIS_MAX,
          () -> {},
          () -> done(taskId, new TaskInput.RemoveFailed("device or resource busy")));
    } else {
      underWay.begin(
          STOP_MILLIS_MAX,
          () -> engine.remove(containerId),
          () -> done(taskId, new TaskInput.Removed()));
    }
  }

  private void exited(String taskId, String containerId) {
    world
        .time()
        .after(
            Duration.ofMillis(1),
            () -> {
              if (!daemon.isOver()) {
                engine
                    .exitOf(containerId)
                    .ifPresent(exit -> done(taskId, new TaskInput.Exited(exit)));
              }
            });
  }

  private Runnable unlessLost(Runnable work) {
    boolean lost = host.engineFails() || world.mutant() == Mutant.LEAVES_CONTAINERS;
    return lost ? () -> {} : work;
  }

  private void done(String taskId, TaskInput result) {
    daemon.give(new AgentInput.TaskDone(taskId, result));
  }
}
