package io.jswarm.lab.sim;

import io.jswarm.worker.engine.LocalContainer;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Breaks things at random, and lets most of them come back after a while. */
final class Weather {
  private static final int AWAY_MILLIS_MAX = 12_000;

  private final SimCluster world;
  private final Random random;
  private boolean raging = true;

  Weather(SimCluster world) {
    this.world = world;
    this.random = world.random();
  }

  /** Something breaks. */
  void strike() {
    switch (random.nextInt(16)) {
      case 0, 1 -> killManager(someManager());
      case 2 -> killLeader();
      case 3 -> world.logs().deposeLeader();
      case 4 -> isolate(someManager());
      case 5 -> isolateLeader();
      case 6, 7 -> killDaemon(someWorker());
      case 8 -> losePower(someWorker());
      case 9, 10 -> cutOff(someWorker());
      case 11 -> cutOneWay();
      case 12, 13 -> killContainer();
      case 14 -> slowDown();
      default -> world.network().slow(1 + random.nextInt(400));
    }
  }

  /** Nothing comes back to life by itself any more. */
  void end() {
    raging = false;
  }

  private void killManager(String id) {
    world.killManager(id);
    later(() -> world.restartManager(id));
  }

  private void killLeader() {
    ManagerProcess leader = world.leader();
    if (leader != null) {
      killManager(leader.id);
    }
  }

  private void isolate(String id) {
    world.isolateManager(id);
    later(() -> {
      world.logs().heal(id);
      for (String other : world.hosts()) {
        world.network().heal(id, other);
        world.network().heal(other, id);
      }
    });
  }

  /** The leader loses the other managers, while workers still reach it. */
  private void isolateLeader() {
    ManagerProcess leader = world.leader();
    if (leader != null) {
      world.trace().add("cut the leader " + leader.id + " off from the managers");
      String id = leader.id;
      world.logs().isolate(id);
      later(() -> world.logs().heal(id));
    }
  }

  private void killDaemon(SimWorker worker) {
    world.trace().add("kill the daemon of " + worker.id);
    worker.killDaemon();
    later(worker::boot);
  }

  private void losePower(SimWorker worker) {
    world.trace().add("power loss of " + worker.id);
    worker.losePower();
    later(worker::boot);
  }

  private void cutOff(SimWorker worker) {
    world.trace().add("cut off " + worker.id);
    for (String manager : world.managerIds()) {
      cutBothWays(worker.id, manager);
    }
  }

  private void cutBothWays(String one, String other) {
    world.network().cut(one, other);
    world.network().cut(other, one);
    later(() -> {
      world.network().heal(one, other);
      world.network().heal(other, one);
    });
  }

  private void cutOneWay() {
    String worker = someWorker().id;
    String manager = someManager();
    boolean up = random.nextBoolean();
    String from = up ? worker : manager;
    String to = up ? manager : worker;
    world.trace().add("cut " + from + " to " + to);
    world.network().cut(from, to);
    later(() -> world.network().heal(from, to));
  }

  private void killContainer() {
    SimWorker worker = someWorker();
    List<LocalContainer> running = worker.engine.running();
    if (!running.isEmpty()) {
      worker.engine.end(running.get(random.nextInt(running.size())).id(), 1);
    }
  }

  private void slowDown() {
    ManagerProcess manager = world.manager(someManager());
    if (manager != null) {
      manager.writer.slow(Duration.ofMillis(random.nextInt(80)));
      later(() -> manager.writer.slow(Duration.ZERO));
    }
  }

  private void later(Runnable recovery) {
    world
        .time()
        .after(
            Duration.ofMillis(100 + random.nextInt(AWAY_MILLIS_MAX)),
            () -> {
              if (raging) {
                recovery.run();
              }
            });
  }

  private String someManager() {
    return world.managerIds().get(random.nextInt(world.managerIds().size()));
  }

  private SimWorker someWorker() {
    return world.workers().get(random.nextInt(world.workers().size()));
  }
}
