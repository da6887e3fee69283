package io.jswarm.worker.health;

import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the containers of this node probed, each on the thread of whoever asks for it. */
public final class HealthWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  /**
   * Probes that run at once on this node. Each is a process of the runtime and one of the
   * container; probes that hang do so for their timeout, and the others should go on meanwhile.
   */
  private static final int PROBES_MAX = 32;

  private final Engine engine;
  private final InstantSource clock;
  private final Semaphore probes = new Semaphore(PROBES_MAX, true);

  public HealthWatch(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Probes a container that runs until it ends or is found unhealthy; blocks as long. The engine is
   * told of its health after each probe.
   *
   * @param wasHealthy whether it was found healthy before, by an earlier daemon
   * @param news called with each change of the status; {@link Health.Status#UNHEALTHY} is the last
   */
  public void watch(String containerId, boolean wasHealthy, Consumer<Health> news)
      throws InterruptedException {
    LocalContainer container = engine.find(containerId).orElse(null);
    HealthCheck check = container == null ? null : container.process().health();
    if (container == null
        || check == null
        || !(container.state() instanceof LocalContainer.Running(var started))) {
      return;
    }
    Instant now = clock.instant();
    Instant since = started.at().isBefore(now) ? started.at() : now;
    HealthCourse course =
        wasHealthy ? HealthCourse.resume(check, since, now) : HealthCourse.begin(check, since);
    engine.healthSeen(containerId, course.health());
    boolean ended = false;
    while (!ended && course.health().status() != Health.Status.UNHEALTHY) {
      ended = endsBefore(course.due(), containerId);
      if (!ended) {
        course = probed(containerId, course, news);
      }
    }
  }

  private boolean endsBefore(Instant due, String containerId) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), due);
    return engine.await(containerId, wait.isNegative() ? Duration.ZERO : wait).isPresent();
  }

  private HealthCourse probed(String containerId, HealthCourse course, Consumer<Health> news)
      throws InterruptedException {
    ProbeResult result = probe(containerId, course.check());
    if (engine.await(containerId, Duration.ZERO).isPresent()) {
      return course;
    }
    HealthCourse next = course.after(result, clock.instant());
    engine.healthSeen(containerId, next.health());
    if (next.health().status() != course.health().status()) {
      LOG.info("container {} is {}", containerId, next.health().status().docker());
      news.accept(next.health());
    }
    return next;
  }

  private ProbeResult probe(String containerId, HealthCheck check) throws InterruptedException {
    probes.acquire();
    Instant start = clock.instant();
    try {
      return engine.probe(containerId, check.command(), check.timeout());
    } catch (EngineException.Failed e) {
      return new ProbeResult(
          start, clock.instant(), ProbeResult.NO_CODE, String.valueOf(e.getMessage()));
    } finally {
      probes.release();
    }
  }
}
