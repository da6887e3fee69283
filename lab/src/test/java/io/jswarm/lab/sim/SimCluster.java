package io.jswarm.lab.sim;

import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.sim.SimLogCluster;
import io.jswarm.raftstore.sim.SimLogSettings;
import io.jswarm.raftstore.sim.SimScheduler;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.SimNetwork;
import io.jswarm.testkit.Trace;
import io.jswarm.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Managers and workers between a simulated log and a simulated network, all from one seed. */
final class SimCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Far worse than any quartz. */
  private static final int DRIFT_PER_MILLE_MAX = 20;

  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final Trace trace = new Trace(time);
  private final SimNetwork network;
  private final SimLogCluster logs;
  private final Ledger ledger;
  private final SimSessions sessions = new SimSessions(this);
  private final DrainRules drains = new DrainRules(this);
  private final PauseRules pauses = new PauseRules(this);
  private final SimManagers managers = new SimManagers(this);
  private final Map<String, SimWorker> workers = new TreeMap<>();
  private final SimRoles roles = new SimRoles(this);
  private final boolean managersAreNodes;

  private final Loads loads = new Loads(this);
  private final Map<String, SimClock> clocks = new TreeMap<>();
  private final Mutant mutant;
  private int workersEver;

  /**
   * How many there are of what, how bad the log is, and what of the product is broken.
   *
   * @param managersAreNodes whether managers run tasks too, and roles may change
   */
  record Shape(
      int managers, int workers, SimLogSettings log, Mutant mutant, boolean managersAreNodes) {
    /** Managers run no tasks, and roles stay as they are. */
    Shape(int managers, int workers, SimLogSettings log, Mutant mutant) {
      this(managers, workers, log, mutant, false);
    }
  }

  SimCluster(long seed, Shape shape) {
    random = new Random(seed);
    network = new SimNetwork(time, random);
    logs = new SimLogCluster(random.nextLong(), scheduler(), shape.log());
    ledger = new Ledger(trace, this::noteChange);
    mutant = shape.mutant();
    managersAreNodes = shape.managersAreNodes();
    for (int i = 1; i <= shape.managers(); i++) {
      String id = "m" + i;
      managers.expect(id);
      if (managersAreNodes) {
        workers.put(id, new SimWorker(id, this));
      }
    }
    for (int i = 1; i <= shape.workers(); i++) {
      newWorker();
    }
    found();
    watch();
    roles.begin();
  }

  private void noteChange(Change change) {
    drains.note(change);
    pauses.note(change);
  }

  /** A host with a name that was never used; its daemon is not started. */
  SimWorker newWorker() {
    SimWorker worker = new SimWorker("w" + ++workersEver, this);
    workers.put(worker.id, worker);
    return worker;
  }

  /** A host is gone for good. */
  void scrapWorker(SimWorker worker) {
    trace.add("scrap " + worker.id);
    worker.scrap();
    workers.remove(worker.id);
    managers.erase(worker.id);
  }

  /** The clocks of a host, which go on whatever becomes of its processes. */
  SimClock clock(String host) {
    return clocks.computeIfAbsent(
        host,
        _ -> {
          double rate =
              1 + (random.nextInt(2 * DRIFT_PER_MILLE_MAX) - DRIFT_PER_MILLE_MAX) / 1000.0;
          return new SimClock(time, rate, Duration.ofMillis(random.nextInt(4_000) - 2_000));
        });
  }

  private void watch() {
    ledger.containers().lookForDoubles(time.now(), this::isReachable);
    time.after(LOOK_EVERY, this::watch);
  }

  /** Whether a host runs and the leader and it can talk. */
  private boolean isReachable(String host) {
    ManagerProcess leader = leader();
    SimWorker worker = workers.get(host);
    return leader != null
        && worker != null
        && worker.isUp()
        && !worker.isPaused()
        && leader.dispatcher.hasSession(host)
        && network.passes(host, leader.id)
        && network.passes(leader.id, host);
  }

  private SimScheduler scheduler() {
    return new SimScheduler() {
      @Override
      public void schedule(Duration delay, Runnable task) {
        time.after(delay, task);
      }

      @Override
      public Duration now() {
        return Duration.between(VirtualTime.START, time.now());
      }
    };
  }

  // ---- its parts ----

  Mutant mutant() {
    return mutant;
  }

  VirtualTime time() {
    return time;
  }

  Random random() {
    return random;
  }

  SimNetwork network() {
    return network;
  }

  SimSessions sessions() {
    return sessions;
  }

  Loads loads() {
    return loads;
  }

  Ledger ledger() {
    return ledger;
  }

  SimManagers managers() {
    return managers;
  }

  SimRoles roles() {
    return roles;
  }

  boolean managersAreNodes() {
    return managersAreNodes;
  }

  DrainRules drains() {
    return drains;
  }

  PauseRules pauses() {
    return pauses;
  }

  Trace trace() {
    return trace;
  }

  SimLogCluster logs() {
    return logs;
  }

  List<SimWorker> workers() {
    return List.copyOf(workers.values());
  }

  /** The host of a node, or null when there is none any more. */
  @Nullable SimWorker workerOrNull(String id) {
    return workers.get(id);
  }

  SimWorker worker(String id) {
    SimWorker worker = workerOrNull(id);
    if (worker == null) {
      throw new IllegalArgumentException("no worker " + id);
    }
    return worker;
  }

  /** See {@link SimManagers#leader()}. */
  @Nullable ManagerProcess leader() {
    return managers.leader();
  }

  /** The newest image any manager has. */
  ClusterImage image() {
    return managers.newestImage();
  }

  // ---- its beginning ----

  private void found() {
    managers.found(workers.keySet());
    workers.values().forEach(SimWorker::boot);
    until("all nodes are ready", () -> Convergence.nodesAreReady(this));
  }

  // ---- what may happen to it ----

  /** Cuts a manager off from everybody, silently. */
  void isolateManager(String id) {
    trace.add("isolate " + id);
    logs.isolate(managers.peerId(id));
    for (String other : hosts()) {
      if (!other.equals(id)) {
        network.cut(id, other);
        network.cut(other, id);
      }
    }
  }

  /**
   * All hosts are up and reach each other again. A node that was away while every manager it knew
   * was replaced finds none any more, as in Swarm: who was a manager does not listen any more.
   * People have such a node leave and join again; here it is told where the managers are.
   */
  void heal() {
    trace.add("heal");
    network.healAll();
    logs.healAll();
    managers.hosts().forEach(managers::resume);
    workers.values().forEach(SimWorker::resume);
    workers.values().forEach(worker -> worker.engine(SimWorker.Mood.WELL));
    managers.hosts().forEach(managers::restart);
    workers.values().forEach(SimWorker::boot);
    workers.values().forEach(SimWorker::hearOfManagers);
    managers.running().forEach(manager -> manager.writer.slow(Duration.ZERO));
  }

  List<String> hosts() {
    SequencedSet<String> hosts = new LinkedHashSet<>(managers.hosts());
    hosts.addAll(workers.keySet());
    return List.copyOf(hosts);
  }

  // ---- time ----

  /** Lets time pass. */
  void pass(Duration span) {
    time.pass(span);
  }

  /** Lets time pass until something holds. */
  void until(String what, BooleanSupplier holds) {
    within(PATIENCE, what, holds);
  }

  /** Lets at most this much time pass until something holds. */
  void within(Duration patience, String what, BooleanSupplier holds) {
    Instant end = time.now().plus(patience);
    while (!holds.getAsBoolean()) {
      if (time.now().isAfter(end)) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      pass(Duration.ofMillis(20));
    }
  }
}
