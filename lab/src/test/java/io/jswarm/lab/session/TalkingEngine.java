package io.jswarm.lab.session;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.LogSink;
import io.jswarm.worker.engine.ProbeResult;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.engine.sim.SimEngine;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.volume.Volumes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A simulated engine whose containers have written some lines, and that counts its starts. */
final class TalkingEngine implements Engine {
  final AtomicInteger starts = new AtomicInteger();
  private final SimEngine sim = new SimEngine(2, 1L << 30, Clock.systemUTC());
  private final int lines;

  TalkingEngine(int lines) {
    this.lines = lines;
  }

  @Override
  public EngineFacts facts() {
    return sim.facts();
  }

  @Override
  public String prepare(
      ContainerPlan plan, List<ContainerFile> files, @Nullable RegistryAuth login) {
    return sim.prepare(plan, files, login);
  }

  @Override
  public Started start(String containerId) {
    starts.incrementAndGet();
    return sim.start(containerId);
  }

  @Override
  public Optional<Exit> await(String containerId, Duration atMost) throws InterruptedException {
    return sim.await(containerId, atMost);
  }

  @Override
  public void signal(String containerId, int signal) {
    sim.signal(containerId, signal);
  }

  @Override
  public void stop(String containerId) {
    sim.stop(containerId);
  }

  @Override
  public void remove(String containerId) {
    sim.remove(containerId);
  }

  @Override
  public ProbeResult probe(String containerId, List<String> command, Duration timeout) {
    return sim.probe(containerId, command, timeout);
  }

  @Override
  public void healthSeen(String containerId, Health health) {
    sim.healthSeen(containerId, health);
  }

  @Override
  public List<LocalContainer> list() {
    return sim.list();
  }

  @Override
  public Images images() {
    return sim.images();
  }

  @Override
  public Volumes volumes() {
    return sim.volumes();
  }

  @Override
  public void logs(String containerId, LogRequest request, LogSink sink)
      throws InterruptedException {
    for (int i = 0; i < lines; i++) {
      Bytes data = Bytes.ofText("line " + i + " of " + containerId.substring(0, 12) + "\n");
      if (!sink.accept(new LogEntry(LogEntry.Stream.STDOUT, Instant.EPOCH, data, false))) {
        return;
      }
    }
    if (request.follow()) {
      var _ = sim.await(containerId, Duration.ofDays(1));
    }
  }

  @Override
  public void close() {
    sim.close();
  }
}
