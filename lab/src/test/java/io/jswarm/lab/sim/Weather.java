package io.jswarm.lab.sim;

import io.jswarm.worker.engine.LocalContainer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Breaks things at random, and lets most of them come back after a while. */
final class Weather {
  private static final int AWAY_MILLIS_MAX = 12_000;
  private static final int STALL_MILLIS_MAX = 6_000;
  private static final int STEP_SECONDS_MAX = 3_600;
  private static final int LATENCY_MILLIS_MAX = 400;
  private static final SimWorker.Mood SLOW = new SimWorker.Mood(40, 5);
  private static final SimWorker.Mood SICK = new SimWorker.Mood(3, 60);

  private final SimCluster world;
  private final Random random;
  private final List<Runnable> kinds =
      List.of(
          () -> killManager(someManager()),
          () -> killManager(someManager()),
          () -> withLeader(this::killManager),
          this::deposeLeader,
          () -> isolate(someManager()),
          () -> withLeader(this::isolateFromManagers),
          () -> pauseManager(someManager()),
          () -> withLeader(this::pauseManager),
          this::cutManagers,
          this::stallLog,
          () -> stepClock(someManager()),
          () -> withLeader(this::stepClock),
          this::slowDown,
          () -> killDaemon(someWorker()),
          () -> killDaemon(someWorker()),
          () -> stopDaemon(someWorker().id),
          () -> stopDaemon(someWorker().id),
          () -> withLeader(this::stopDaemon),
          () -> withLeader(this::handOver),
          () -> losePower(someWorker()),
          () -> pauseWorker(someWorker()),
          () -> cutOff(someWorker()),
          () -> cutOff(someWorker()),
          this::cutOneWay,
          () -> breakWires(someHost()),
          this::killContainer,
          this::killContainer,
          () -> upsetEngine(SLOW),
          () -> upsetEngine(SICK),
          () -> stepClock(someWorker().id),
          this::slowNetwork,
          this::powerCut);
  private boolean raging = true;

  Weather(SimCluster world) {
    this.world = world;
    this.random = world.random();
  }

  /** Something breaks. */
  void strike() {
    kinds.get(random.nextInt(kinds.size())).run();
  }

  /** Nothing comes back to life by itself any more. */
  void end() {
    raging = false;
  }

  // ---- managers ----

  private void killManager(String id) {
    world.managers().kill(id);
    later(() -> world.managers().restart(id));
  }

  private void deposeLeader() {
    world.trace().add("depose the leader");
    world.logs().deposeLeader();
  }

  /** A leader whose disk is in trouble gives its place to another. */
  private void handOver(String id) {
    String to = world.managers().peerId(someManager());
    ManagerProcess leader = world.managers().get(id);
    if (leader != null) {
      world.trace().add(id + " hands over to " + to);
      leader.log().transferLeadership(to, _ -> {});
    }
  }

  private void isolate(String id) {
    world.isolateManager(id);
    String peerId = world.managers().peerId(id);
    later(() -> {
      world.logs().heal(peerId);
      for (String other : world.hosts()) {
        world.network().heal(id, other);
        world.network().heal(other, id);
      }
    });
  }

  /** The leader loses the other managers, while workers still reach it. */
  private void isolateFromManagers(String id) {
    world.trace().add("cut the leader " + id + " off from the managers");
    String peerId = world.managers().peerId(id);
    world.logs().isolate(peerId);
    later(() -> world.logs().heal(peerId));
  }

  private void pauseManager(String id) {
    world.managers().pause(id);
    later(() -> world.managers().resume(id));
  }

  private void cutManagers() {
    String from = someManager();
    String to = someManager();
    world.trace().add("cut " + from + " to " + to);
    String fromPeer = world.managers().peerId(from);
    String toPeer = world.managers().peerId(to);
    world.logs().cut(fromPeer, toPeer);
    world.network().cut(from, to);
    later(() -> {
      world.logs().heal(fromPeer, toPeer);
      world.network().heal(from, to);
    });
  }

  private void stallLog() {
    world.trace().add("no disk of a manager finishes a write");
    world.logs().stall(Duration.ofMillis(random.nextInt(STALL_MILLIS_MAX)));
  }

  private void slowDown() {
    ManagerProcess manager = world.managers().get(someManager());
    if (manager != null) {
      manager.writer.slow(Duration.ofMillis(random.nextInt(80)));
      later(() -> manager.writer.slow(Duration.ZERO));
    }
  }

  // ---- workers ----

  private void killDaemon(SimWorker worker) {
    world.trace().add("kill the daemon of " + worker.id);
    worker.killDaemon();
    later(worker::boot);
  }

  /** Whatever becomes of the weather, what was told to end is begun again. */
  private void stopDaemon(String host) {
    SimWorker worker = world.worker(host);
    ManagerProcess manager = world.managers().get(host);
    if (worker.isUp() && !worker.isPaused() && (manager == null || !manager.isPaused())) {
      worker.stopDaemon();
      world
          .time()
          .after(
              SimWorker.GOODBYE_MAX.plus(SimManagers.HAND_OVER_MAX).plus(someTime()),
              () -> {
                world.managers().restart(host);
                worker.boot();
              });
    }
  }

  private void losePower(SimWorker worker) {
    world.trace().add("power loss of " + worker.id);
    worker.losePower();
    later(worker::boot);
  }

  private void pauseWorker(SimWorker worker) {
    world.trace().add("pause the daemon of " + worker.id);
    worker.pause();
    later(worker::resume);
  }

  private void cutOff(SimWorker worker) {
    world.trace().add("cut off " + worker.id);
    for (String manager : world.managers().hosts()) {
      if (!manager.equals(worker.id)) {
        cutBothWays(worker.id, manager);
      }
    }
  }

  private void killContainer() {
    SimWorker worker = someWorker();
    List<LocalContainer> running = worker.engine.running();
    if (!running.isEmpty()) {
      worker.engine.end(running.get(random.nextInt(running.size())).id(), 1);
    }
  }

  private void upsetEngine(SimWorker.Mood mood) {
    SimWorker worker = someWorker();
    world.trace().add("the engine of " + worker.id + " is " + mood);
    worker.engine(mood);
    later(() -> worker.engine(SimWorker.Mood.WELL));
  }

  // ---- between them, and all ----

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

  private void breakWires(String host) {
    world.trace().add("break the connections of " + host);
    world.network().breakWires(host);
  }

  private void slowNetwork() {
    world.network().slow(1 + random.nextInt(LATENCY_MILLIS_MAX));
  }

  private void stepClock(String host) {
    int most = random.nextBoolean() ? STEP_SECONDS_MAX : 60;
    Duration by = Duration.ofSeconds(random.nextInt(2 * most) - most);
    world.trace().add("set the clock of " + host + " by " + by);
    world.clock(host).step(by);
  }

  /** Every host at once, in the middle of whatever it does. */
  private void powerCut() {
    if (random.nextInt(3) == 0) {
      world.managers().hosts().forEach(this::killManager);
      world.workers().forEach(this::losePower);
    }
  }

  private void later(Runnable recovery) {
    world
        .time()
        .after(
            someTime(),
            () -> {
              if (raging) {
                recovery.run();
              }
            });
  }

  private Duration someTime() {
    return Duration.ofMillis(100 + random.nextInt(AWAY_MILLIS_MAX));
  }

  private void withLeader(Consumer<String> what) {
    @Nullable ManagerProcess leader = world.leader();
    if (leader != null) {
      what.accept(leader.id);
    }
  }

  private String someManager() {
    return world.managers().hosts().get(random.nextInt(world.managers().hosts().size()));
  }

  private SimWorker someWorker() {
    return world.workers().get(random.nextInt(world.workers().size()));
  }

  private String someHost() {
    return world.hosts().get(random.nextInt(world.hosts().size()));
  }
}
