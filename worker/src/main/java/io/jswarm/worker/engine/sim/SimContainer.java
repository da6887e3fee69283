package io.jswarm.worker.engine.sim;

import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.engine.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One simulated container. */
final class SimContainer {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private final ContainerPlan plan;
  private final Behaviour behaviour;
  private final Instant created;
  private final AtomicReference<LocalContainer.State> state =
      new AtomicReference<>(new LocalContainer.Created());
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Health health;

  SimContainer(ContainerPlan plan, Behaviour behaviour, Instant created) {
    this.plan = plan;
    this.behaviour = behaviour;
    this.created = created;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  LocalContainer seen() {
    ContainerProcess process =
        new ContainerProcess(
            plan.container().command(),
            plan.container().args(),
            plan.container().env(),
            "/",
            plan.container().user(),
            plan.containerId().substring(0, 12),
            "SIGTERM",
            plan.container().tty(),
            HealthCheck.of(plan.container().healthcheck(), null, SHELL).orElse(null));
    String image = SimImages.idOf(plan.container().image());
    return new LocalContainer(plan, image, process, created, state.get()).withHealth(health);
  }

  void healthSeen(Health found) {
    health = found;
  }

  /** Starts it unless it has started; returns since when it runs, and whether this call did it. */
  Optional<Started> start(Instant now) {
    Started started = new Started(0, now);
    boolean first =
        state.get() instanceof LocalContainer.Created created
            && state.compareAndSet(created, new LocalContainer.Running(started));
    return first ? Optional.of(started) : Optional.empty();
  }

  Optional<Started> started() {
    return switch (state.get()) {
      case LocalContainer.Created() -> Optional.empty();
      case LocalContainer.Running(Started started) -> Optional.of(started);
      case LocalContainer.Exited(Optional<Started> started, Exit _) -> started;
      case LocalContainer.Dead(Optional<Started> started, Exit _) -> started;
    };
  }

  /** As its labels say, evenly since it was started. */
  Optional<Use> use(Instant now) {
    if (!(state.get() instanceof LocalContainer.Running(Started started))) {
      return Optional.empty();
    }
    long age = Math.max(0, Duration.between(started.at(), now).toNanos());
    return Optional.of(new Use((long) (behaviour.cores() * age), behaviour.memoryBytes()));
  }

  boolean isRunning() {
    return state.get() instanceof LocalContainer.Running;
  }

  /** Ends it if it runs. */
  void end(int code, Instant now) {
    if (state.get() instanceof LocalContainer.Running running
        && state.compareAndSet(
            running,
            new LocalContainer.Exited(
                Optional.of(running.started()), new Exit(code, false, now, "")))) {
      ended.countDown();
    }
  }

  Optional<Exit> await(Duration atMost) throws InterruptedException {
    if (!ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    return state.get() instanceof LocalContainer.Exited(Optional<Started> _, Exit exit)
        ? Optional.of(exit)
        : Optional.empty();
  }
}
