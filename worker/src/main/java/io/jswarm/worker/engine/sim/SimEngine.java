package io.jswarm.worker.engine.sim;

import io.jswarm.api.model.PluginDescription;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.LogSink;
import io.jswarm.worker.engine.ProbeResult;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.engine.Use;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.volume.Volumes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs nothing and says it does. What a container does is said by labels of its spec: {@code
 * sim.reject}, {@code sim.prepare}, {@code sim.fail-start}, {@code sim.life}, {@code sim.exit},
 * {@code sim.stubborn}, {@code sim.probe}, {@code sim.cpu}, {@code sim.memory}; without any it
 * starts at once and runs until it is told to stop.
 */
public final class SimEngine implements Engine {
  private static final long CORE_NANOS = 1_000_000_000L;
  private static final int SIGNAL_EXIT = 128;

  private final EngineFacts facts;
  private final Clock clock;
  private final SimImages images = new SimImages();
  private final SimVolumes volumes;
  private final ConcurrentHashMap<String, SimContainer> containers = new ConcurrentHashMap<>();
  private final ScheduledExecutorService lives =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sim-lives").factory());

  /** An engine on a node with that much to offer. */
  public SimEngine(int cores, long memoryBytes, Clock clock) {
    this.clock = clock;
    this.volumes = new SimVolumes(this::usersOf, clock);
    this.facts =
        new EngineFacts(
            "sim",
            "sim 1",
            cores * CORE_NANOS,
            memoryBytes,
            "linux",
            "x86_64",
            "sim",
            "simulated",
            EngineFacts.Cgroups.V2,
            "/nowhere",
            List.of(
                new PluginDescription("Log", "json-file"),
                new PluginDescription("Network", "host"),
                new PluginDescription("Network", "null"),
                new PluginDescription("Volume", "local")),
            List.of());
  }

  @Override
  public EngineFacts facts() {
    return facts;
  }

  @Override
  public String prepare(
      ContainerPlan plan, List<ContainerFile> files, @Nullable RegistryAuth login) {
    Behaviour behaviour = Behaviour.of(plan.container());
    if (behaviour.rejection().isPresent()) {
      throw new EngineException.Rejected(behaviour.rejection().get());
    }
    if (behaviour.prepareTime().isPositive()) {
      sleep(behaviour.prepareTime());
    }
    volumes.makeFor(plan);
    containers.computeIfAbsent(
        plan.containerId(), _ -> new SimContainer(plan, behaviour, clock.instant()));
    return plan.containerId();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException.Failed("interrupted while preparing", e);
    }
  }

  @Override
  public Started start(String containerId) {
    SimContainer container = get(containerId);
    Behaviour behaviour = container.behaviour();
    if (behaviour.startFailure().isPresent()) {
      throw new EngineException.Failed(behaviour.startFailure().get());
    }
    Optional<Started> started = container.start(clock.instant());
    if (started.isPresent() && behaviour.life().isPresent()) {
      var _ =
          lives.schedule(
              () -> container.end(behaviour.exitCode(), clock.instant()),
              behaviour.life().get().toNanos(),
              TimeUnit.NANOSECONDS);
    }
    return container.started().orElseThrow();
  }

  @Override
  public Optional<Exit> await(String containerId, Duration atMost) throws InterruptedException {
    return get(containerId).await(atMost);
  }

  @Override
  public void signal(String containerId, int signal) {
    SimContainer container = get(containerId);
    boolean heeds = signal == Signals.SIGKILL || !container.behaviour().stubborn();
    if (signal == Signals.SIGKILL || (signal == Signals.SIGTERM && heeds)) {
      container.end(SIGNAL_EXIT + signal, clock.instant());
    }
  }

  @Override
  public void stop(String containerId) {
    signal(containerId, Signals.SIGTERM);
  }

  @Override
  public void remove(String containerId) {
    @Nullable SimContainer container = containers.remove(containerId);
    if (container != null) {
      container.end(SIGNAL_EXIT + Signals.SIGKILL, clock.instant());
    }
  }

  @Override
  public ProbeResult probe(String containerId, List<String> command, Duration timeout) {
    SimContainer container = get(containerId);
    Instant now = clock.instant();
    return new ProbeResult(now, now, container.behaviour().probeCode(), "");
  }

  @Override
  public void healthSeen(String containerId, Health health) {
    get(containerId).healthSeen(health);
  }

  @Override
  public Optional<Use> use(String containerId) {
    return Optional.ofNullable(containers.get(containerId))
        .flatMap(container -> container.use(clock.instant()));
  }

  @Override
  public List<LocalContainer> list() {
    return containers.values().stream()
        .map(SimContainer::seen)
        .sorted(Comparator.comparing(LocalContainer::created).thenComparing(LocalContainer::id))
        .toList();
  }

  /** How many containers there are that run. */
  public int running() {
    return (int) containers.values().stream().filter(SimContainer::isRunning).count();
  }

  @Override
  public Optional<LocalContainer> find(String containerId) {
    return Optional.ofNullable(containers.get(containerId)).map(SimContainer::seen);
  }

  @Override
  public Images images() {
    return images;
  }

  @Override
  public Volumes volumes() {
    return volumes;
  }

  private List<String> usersOf(String volume) {
    return list().stream()
        .filter(each -> SimVolumes.namesOf(each.plan()).contains(volume))
        .map(LocalContainer::id)
        .toList();
  }

  /** Simulated containers say nothing; following one lasts until its end. */
  @Override
  public void logs(String containerId, LogRequest request, LogSink sink)
      throws InterruptedException {
    SimContainer container = get(containerId);
    if (request.follow() && container.isRunning()) {
      var _ = await(containerId);
    }
  }

  private SimContainer get(String containerId) {
    SimContainer container = containers.get(containerId);
    if (container == null) {
      throw new EngineException.NoSuchContainer(containerId);
    }
    return container;
  }

  @Override
  public void close() {
    lives.shutdownNow();
  }
}
