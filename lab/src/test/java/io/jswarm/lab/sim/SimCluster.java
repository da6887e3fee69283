package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.sim.SimLogCluster;
import io.jswarm.raftstore.sim.SimLogSettings;
import io.jswarm.raftstore.sim.SimScheduler;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.SimNetwork;
import io.jswarm.testkit.Trace;
import io.jswarm.testkit.VirtualTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Managers and workers between a simulated log and a simulated network, all from one seed. */
final class SimCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Far worse than any quartz. */
  private static final int DRIFT_PER_MILLE_MAX = 20;

  private static final Sealer SEALER = sealer();

  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final Trace trace = new Trace(time);
  private final SimNetwork network;
  private final SimLogCluster logs;
  private final Ledger ledger;
  private final SimSessions sessions = new SimSessions(this);
  private final DrainRules drains = new DrainRules(this);
  private final Map<String, ManagerProcess> managers = new TreeMap<>();
  private final Map<String, SimWorker> workers = new TreeMap<>();
  private final List<String> managerIds = new ArrayList<>();
  private final Map<String, SimClock> clocks = new TreeMap<>();
  private final Mutant mutant;
  private int workersEver;

  /** How many there are of what, how bad the log is, and what of the product is broken. */
  record Shape(int managers, int workers, SimLogSettings log, Mutant mutant) {}

  SimCluster(long seed, Shape shape) {
    random = new Random(seed);
    network = new SimNetwork(time, random);
    logs = new SimLogCluster(random.nextLong(), scheduler(), shape.log());
    ledger = new Ledger(trace, drains::note);
    mutant = shape.mutant();
    for (int i = 1; i <= shape.managers(); i++) {
      managerIds.add("m" + i);
    }
    for (int i = 1; i <= shape.workers(); i++) {
      newWorker();
    }
    found();
    watch();
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

  private static Sealer sealer() {
    SecureRandom secure = new SecureRandom();
    KeyRing ring = KeyRing.generate(secure);
    return new Sealer(() -> ring, secure);
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

  Ledger ledger() {
    return ledger;
  }

  DrainRules drains() {
    return drains;
  }

  Trace trace() {
    return trace;
  }

  SimLogCluster logs() {
    return logs;
  }

  /** The running process of a manager, or null. */
  @Nullable ManagerProcess manager(String id) {
    return managers.get(id);
  }

  List<ManagerProcess> runningManagers() {
    return List.copyOf(managers.values());
  }

  List<String> managerIds() {
    return managerIds;
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

  List<ManagerAddress> managerAddresses() {
    return managerIds.stream().map(id -> new ManagerAddress(id, id + ":2377")).toList();
  }

  /** The manager that leads and knows it; null while there is none. */
  @Nullable ManagerProcess leader() {
    String id = logs.leaderId();
    ManagerProcess manager = id == null ? null : managers.get(id);
    return manager != null && manager.leader.isHere() ? manager : null;
  }

  /** The newest image any manager has. */
  ClusterImage image() {
    ClusterImage newest = ClusterImage.EMPTY;
    for (ManagerProcess manager : managers.values()) {
      ClusterImage image = manager.store.image();
      newest = image.round() > newest.round() ? image : newest;
    }
    return newest;
  }

  // ---- its beginning ----

  private void found() {
    startManager(managerIds.getFirst(), true);
    until("the first manager leads", () -> leader() != null);
    ManagerProcess first = managers.get(managerIds.getFirst());
    if (first == null) {
      throw new AssertionError("the first manager is gone");
    }
    first.writer.found(new WriterInput.Founding(Founding.of(managerIds, workers.keySet())));
    for (String id : managerIds.subList(1, managerIds.size())) {
      startManager(id, false);
      join(id);
    }
    workers.values().forEach(SimWorker::boot);
    until("all nodes are ready", () -> Convergence.nodesAreReady(this));
  }

  private void join(String id) {
    boolean[] joined = {false};
    boolean[] asked = {false};
    until(
        id + " has joined",
        () -> {
          ManagerProcess leader = leader();
          if (!asked[0] && leader != null) {
            asked[0] = true;
            leader
                .log()
                .addMember(
                    member(id),
                    change -> {
                      joined[0] |= change instanceof MemberChange.Done;
                      asked[0] = joined[0];
                    });
          }
          return joined[0];
        });
  }

  private static LogMember member(String id) {
    return new LogMember(id, id + ":2378");
  }

  // ---- what may happen to it ----

  private void startManager(String id, boolean founds) {
    ManagerProcess manager = new ManagerProcess(id, this, SEALER, clock(id));
    managers.put(id, manager);
    ledger.follow(id, manager.store);
    manager.start(
        founds
            ? logs.found(member(id), mutant.state(id, manager.store, SEALER), manager)
            : logs.start(id, mutant.state(id, manager.store, SEALER), manager));
  }

  /** A manager's process begins again on its disk. */
  void restartManager(String id) {
    if (!managers.containsKey(id)) {
      trace.add("restart " + id);
      startManager(id, false);
    }
  }

  /** A manager's process dies. */
  void killManager(String id) {
    ManagerProcess manager = managers.remove(id);
    if (manager != null) {
      trace.add("kill " + id);
      manager.die();
      logs.crash(id);
      network.processDied(id);
    }
  }

  /** A manager's process stands still for a while. */
  void pauseManager(String id) {
    ManagerProcess manager = managers.get(id);
    if (manager != null) {
      trace.add("pause " + id);
      manager.pause();
      logs.pause(id);
    }
  }

  void resumeManager(String id) {
    ManagerProcess manager = managers.get(id);
    if (manager != null) {
      trace.add("resume " + id);
      logs.resume(id);
      manager.resume();
    }
  }

  /** Cuts a manager off from everybody, silently. */
  void isolateManager(String id) {
    trace.add("isolate " + id);
    logs.isolate(id);
    for (String other : hosts()) {
      network.cut(id, other);
      network.cut(other, id);
    }
  }

  /** All hosts are up and reach each other again. */
  void heal() {
    trace.add("heal");
    network.healAll();
    managerIds.forEach(logs::heal);
    managerIds.forEach(this::resumeManager);
    workers.values().forEach(SimWorker::resume);
    workers.values().forEach(worker -> worker.engine(SimWorker.Mood.WELL));
    managerIds.forEach(this::restartManager);
    workers.values().forEach(SimWorker::boot);
    managers.values().forEach(manager -> manager.writer.slow(Duration.ZERO));
  }

  List<String> hosts() {
    List<String> hosts = new ArrayList<>(managerIds);
    hosts.addAll(workers.keySet());
    return hosts;
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
