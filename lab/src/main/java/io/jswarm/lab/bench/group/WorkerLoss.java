package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * A worker with its share of twenty tasks is lost: until it is called down, until twenty run on the
 * others, and, once it is back, until it is called ready and runs none of what was replaced.
 */
final class WorkerLoss implements Group {
  /** How it is lost. */
  enum Kind {
    POWER,
    /** Its packets are lost without a sound; it goes on running what it runs. */
    PARTITION
  }

  private static final int REPLICAS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String SERVICE = "loss";
  private final Kind kind;

  WorkerLoss(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String title() {
    return switch (kind) {
      case POWER -> "worker";
      case PARTITION -> "partition";
    };
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return switch (kind) {
      case POWER -> contender == Contender.JSWARM ? wanted : Group.half(wanted);
      case PARTITION -> Math.max(1, wanted / 2);
    };
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 12 : 34;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    for (int round = 0; round < samples; round++) {
      cluster.settle();
      LabHost leader = cluster.leader();
      new Services(leader).deploy(SERVICE, Specs.sleepers(SERVICE, REPLICAS), REPLICAS);
      Watch.pause(Duration.ofSeconds(2));
      sample(leader, cluster.worker(round), recorder);
      cluster.remove(SERVICE);
    }
  }

  private void sample(LabHost leader, LabHost worker, Recorder recorder)
      throws IOException, InterruptedException {
    var services = new Services(leader);
    String nodeId =
        Cluster.node(leader, worker)
            .orElseThrow(IllegalStateException::new)
            .path("ID")
            .asString("");
    long lost =
        services.tasks(SERVICE).stream()
            .filter(task -> task.path("NodeID").asString("").equals(nodeId))
            .count();
    Map<String, Object> details = Map.of("worker", worker.index(), "tasks", lost);
    Watch watch = Watch.start();
    lose(worker);
    OptionalDouble down = watch.until(LIMIT, POLL, () -> nodeState(leader, nodeId).equals("down"));
    recorder.seconds(title() + "_down", down, details);
    recorder.seconds(
        title() + "_replaced",
        watch.until(LIMIT, POLL, () -> elsewhere(services, nodeId) == REPLICAS),
        details);
    Watch back = Watch.start();
    bringBack(worker);
    recorder.seconds(
        title() + "_back_ready",
        back.until(LIMIT, POLL, () -> nodeState(leader, nodeId).equals("ready")));
    if (kind == Kind.PARTITION) {
      recorder.seconds(
          title() + "_old_tasks_stopped",
          back.until(
              LIMIT, POLL, () -> Cluster.ask(worker, Call.get("/containers/json")).isEmpty()));
    }
  }

  private void lose(LabHost worker) throws InterruptedException {
    switch (kind) {
      case POWER -> worker.powerOff();
      case PARTITION -> worker.partition();
    }
  }

  private void bringBack(LabHost worker) throws InterruptedException {
    switch (kind) {
      case POWER -> worker.powerOn();
      case PARTITION -> worker.heal();
    }
  }

  private static String nodeState(LabHost leader, String nodeId) throws IOException {
    return Cluster.state(Cluster.ask(leader, Call.get("/nodes/" + nodeId)));
  }

  private static long elsewhere(Services services, String nodeId) throws IOException {
    List<JsonNode> tasks = services.tasks(SERVICE);
    return tasks.stream()
        .filter(task -> Services.runs(task) && Services.isMeantToRun(task))
        .filter(task -> !task.path("NodeID").asString("").equals(nodeId))
        .count();
  }
}
