package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.HarshLab;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Simulated members under virtual time. */
final class SimLab implements HarshLab {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final VirtualTime time = new VirtualTime();
  private final SimLogCluster cluster;
  private final Map<String, SimLog> running = new TreeMap<>();

  SimLab(long seed, SimLogSettings settings) {
    cluster = new SimLogCluster(seed, time, settings);
  }

  @Override
  public Running found(String id) {
    Recorder recorder = new Recorder(() -> {});
    return run(cluster.found(member(id), recorder, recorder), recorder);
  }

  @Override
  public Running join(String id) {
    Recorder recorder = new Recorder(() -> {});
    return run(cluster.start(id, recorder, recorder), recorder);
  }

  @Override
  public Running again(String id) {
    return join(id);
  }

  private Running run(SimLog log, Recorder recorder) {
    running.put(log.id(), log);
    return new Running(log.id(), log, recorder);
  }

  @Override
  public void stop(String id) {
    SimLog log = running.remove(id);
    if (log != null) {
      log.close();
    }
  }

  @Override
  public void stopTogether(List<String> ids) {
    ids.forEach(this::stop);
  }

  @Override
  public void crash(String id) {
    running.remove(id);
    cluster.crash(id);
  }

  @Override
  public void cutOff(String id) {
    cluster.isolate(id);
  }

  @Override
  public void rejoin(String id) {
    cluster.heal(id);
  }

  @Override
  public void freeze(String id) {
    cluster.pause(id);
  }

  @Override
  public void thaw(String id) {
    cluster.resume(id);
  }

  @Override
  public LogMember member(String id) {
    return new LogMember(id, id + ":2378");
  }

  @Override
  public void await(String what, BooleanSupplier holds) {
    Duration end = time.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (time.now().compareTo(end) > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      if (!time.step(time.now().plus(LOOK_AGAIN))) {
        time.pass(LOOK_AGAIN);
      }
    }
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }
}
