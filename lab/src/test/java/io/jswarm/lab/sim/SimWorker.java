package io.jswarm.lab.sim;

import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.testkit.SimClock;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentSettings;
import io.jswarm.worker.agent.AgentState;
import io.jswarm.worker.task.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A host with an agent: a disk that keeps what was written, and containers that outlive it. */
final class SimWorker {
  private static final long CORE = 1_000_000_000L;
  private static final int GPUS = 16;
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
  private final SimClock clock;
  private final SimWatchdog watchdog;
  private AgentState disk = AgentState.EMPTY;
  private @Nullable SimDaemon daemon;
  private boolean paused;
  private boolean isGone;
  private Mood mood = Mood.WELL;

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

  /** What an agent on this host begins with, beside its disk. */
  AgentSettings settings() {
    return new AgentSettings(address(), description, 3, 2);
  }

  private String address() {
    return (id.startsWith("m") ? "10.0.1." : "10.0.0.") + id.substring(1);
  }

  /** What containers may be told of this host. */
  NodeFacts facts() {
    return new NodeFacts(id, id, description.platform());
  }

  boolean isUp() {
    return daemon != null;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether the daemon was told to end, and has not yet. */
  boolean isEnding() {
    return daemon != null && daemon.isEnding();
  }

  /** The daemon stands still; its containers do not. */
  void pause() {
    paused = true;
    if (daemon != null) {
      daemon.pause();
    }
  }

  void resume() {
    paused = false;
    if (daemon != null) {
      daemon.resume();
    }
  }

  /** The secrets and configs the daemon has in memory, by key. */
  Set<String> payloads() {
    return daemon == null ? Set.of() : daemon.payloads();
  }

  /** From now on the engine is like this. */
  void engine(Mood next) {
    mood = next;
  }

  /** Whether the next thing asked of the engine fails or is lost. */
  boolean engineFails() {
    return random.nextInt(100) < mood.failures;
  }

  /** How long the engine takes for what takes it so long at most when it is well. */
  Duration someTime(int millisMax) {
    return Duration.ofMillis(1L + (long) mood.slowness * random.nextInt(millisMax));
  }

  /** How long the kernel takes to follow; now and then it is stuck on a host that is not well. */
  Duration someTimeForFacts() {
    boolean stuck = mood.slowness > 1 && engineFails();
    return Duration.ofMillis(
        stuck ? FACTS_STUCK_MILLIS : (long) mood.slowness * random.nextInt(FACTS_MILLIS_MAX));
  }

  /** What was written last. */
  AgentState disk() {
    return disk;
  }

  void keep(AgentState state) {
    if (world.mutant() != Mutant.FORGETS_ASSIGNMENTS) {
      disk = state;
    }
  }

  boolean hasOnDisk(String taskId) {
    return disk.tasks().stream().anyMatch(each -> each.taskId().equals(taskId));
  }

  /** These are to be killed at this time of the steady clock, whatever becomes of the daemon. */
  void guard(Instant killAt, List<String> containers) {
    watchdog.guard(killAt, containers);
  }

  /** The daemon begins, or begins again with what is on disk. */
  void boot() {
    if (daemon == null && !isGone) {
      paused = false;
      SimDaemon next = new SimDaemon(this, world, clock);
      daemon = next;
      world.pauses().isBack(id);
      next.boot(watchdog, engine);
      hearOfManagers();
    }
  }

  /** Somebody says where managers are now. */
  void hearOfManagers() {
    if (daemon != null) {
      daemon.give(new AgentInput.ManagersKnown(world.managers().addresses()));
    }
  }

  /** The daemon dies: what the engine was doing is done or not; containers stay. */
  void killDaemon() {
    if (daemon != null) {
      SimDaemon over = daemon;
      daemon = null;
      over.die();
    }
  }

  /**
   * The daemon is asked to end: it says so, and ends once the leader has that kept, or has not in
   * time; a manager on the same host ends with it.
   */
  void stopDaemon() {
    if (daemon != null) {
      world.trace().add("stop the daemon of " + id);
      daemon.endWithin(GOODBYE_MAX);
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
}
