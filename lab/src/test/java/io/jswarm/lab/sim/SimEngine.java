package io.jswarm.lab.sim;

import io.jswarm.api.model.HealthConfig;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one host, which outlive its daemon. What one does is said by its image: {@code
 * steady} runs until told to stop, {@code stubborn} until killed, {@code crashing} fails after a
 * moment, {@code ending} ends well after a while, {@code missing} cannot be prepared, {@code
 * steady-checked} has a health check.
 */
final class SimEngine {
  private static final ContainerProcess PROCESS =
      new ContainerProcess(List.of("sh"), List.of(), List.of(), "/", "", "", "", false);
  private static final ContainerProcess CHECKED =
      new ContainerProcess(
          List.of("sh"),
          List.of(),
          List.of(),
          "/",
          "",
          "",
          "",
          false,
          HealthCheck.of(
                  new HealthConfig(
                      List.of("CMD", "true"),
                      Duration.ZERO,
                      Duration.ZERO,
                      Duration.ZERO,
                      Duration.ZERO,
                      0),
                  null,
                  List.of())
              .orElseThrow());
  private static final int KILLED = 137;

  private final SimCluster world;
  private final String host;
  private final Map<String, LocalContainer> containers = new TreeMap<>();
  private final Map<String, List<Runnable>> waiting = new TreeMap<>();

  SimEngine(SimCluster world, String host) {
    this.world = world;
    this.host = host;
  }

  List<LocalContainer> list() {
    return List.copyOf(containers.values());
  }

  List<LocalContainer> running() {
    return containers.values().stream()
        .filter(each -> each.state() instanceof LocalContainer.Running)
        .toList();
  }

  static String image(ContainerPlan plan) {
    return plan.container().image();
  }

  void make(ContainerPlan plan) {
    Instant now = world.time().now();
    note("make", plan.containerId());
    containers.putIfAbsent(
        plan.containerId(),
        new LocalContainer(
            plan,
            "sha256:0",
            image(plan).equals("steady-checked") ? CHECKED : PROCESS,
            now,
            new LocalContainer.Created()));
  }

  /** Starts a container that was never started; the ledger says whether that may be. */
  void start(String containerId) {
    LocalContainer container = containers.get(containerId);
    if (container == null || !(container.state() instanceof LocalContainer.Created)) {
      return;
    }
    world.ledger().containers().started(container.taskId(), host);
    world.ledger().starts(container.plan());
    set(container, new LocalContainer.Running(new Started(1, world.time().now())));
    switch (image(container.plan())) {
      case "crashing" -> endAfter(Duration.ofMillis(200), containerId, 1);
      case "ending" -> endAfter(Duration.ofSeconds(20), containerId, 0);
      default -> {}
    }
  }

  boolean isChecked(String containerId) {
    LocalContainer container = containers.get(containerId);
    return container != null && container.process().health() != null;
  }

  /** Since when it runs, or ran; null when it never did. */
  @Nullable Started startedOf(String containerId) {
    LocalContainer container = containers.get(containerId);
    return container == null
        ? null
        : switch (container.state()) {
          case LocalContainer.Created() -> null;
          case LocalContainer.Running(Started started) -> started;
          case LocalContainer.Exited(var started, var _) -> started.orElse(null);
          case LocalContainer.Dead(var started, var _) -> started.orElse(null);
        };
  }

  private void endAfter(Duration life, String containerId, int code) {
    world.time().after(life, () -> end(containerId, code));
  }

  /** Asks it to end; a stubborn one does not. */
  void stop(String containerId) {
    LocalContainer container = containers.get(containerId);
    if (container != null && !image(container.plan()).equals("stubborn")) {
      end(containerId, 0);
    }
  }

  void kill(String containerId) {
    end(containerId, KILLED);
  }

  void remove(String containerId) {
    note("remove", containerId);
    end(containerId, KILLED);
    containers.remove(containerId);
  }

  void end(String containerId, int code) {
    LocalContainer container = containers.get(containerId);
    if (container != null && container.state() instanceof LocalContainer.Running(var started)) {
      Exit exit = new Exit(code, false, world.time().now(), "");
      world.ledger().containers().ended(container.taskId(), host);
      set(container, new LocalContainer.Exited(Optional.of(started), exit));
      List<Runnable> waiters = waiting.remove(containerId);
      if (waiters != null) {
        waiters.forEach(Runnable::run);
      }
    }
  }

  /** Calls back once when the container has ended. */
  void whenEnded(String containerId, Runnable told) {
    LocalContainer container = containers.get(containerId);
    if (container != null && container.state() instanceof LocalContainer.Running) {
      waiting.computeIfAbsent(containerId, _ -> new ArrayList<>()).add(told);
    } else {
      told.run();
    }
  }

  Optional<Exit> exitOf(String containerId) {
    LocalContainer container = containers.get(containerId);
    return container != null && container.state() instanceof LocalContainer.Exited exited
        ? Optional.of(exited.exit())
        : Optional.empty();
  }

  /** Every process is gone; what is on disk stays. */
  void losePower() {
    waiting.clear();
    for (LocalContainer each : list()) {
      if (each.state() instanceof LocalContainer.Running(var started)) {
        Exit exit = new Exit(Exit.UNKNOWN_CODE, false, world.time().now(), "");
        world.ledger().containers().ended(each.taskId(), host);
        set(each, new LocalContainer.Dead(Optional.of(started), exit));
      }
    }
  }

  private void note(String what, String containerId) {
    world.trace().note("    " + host + ": " + what + " " + containerId);
  }

  private void set(LocalContainer container, LocalContainer.State state) {
    containers.put(
        container.id(),
        new LocalContainer(
            container.plan(),
            container.imageId(),
            container.process(),
            container.created(),
            state));
  }
}
