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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All managers' hosts lose their power for two seconds. From when they are switched on: until the
 * daemons answer, until services can be read, until one can be changed, until all nodes are ready,
 * until all ten tasks run.
 */
final class AllManagers implements Group {
  private static final int REPLICAS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "managers";
  }

  /** Swarm spends most of a minute on each, and its samples differ little. */
  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 14 : 33;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    new Services(cluster.leader()).deploy("all", Specs.sleepers("all", REPLICAS), REPLICAS);
    for (int round = 0; round < samples; round++) {
      cluster.settle();
      sample(cluster, recorder, round);
    }
    cluster.remove("all");
  }

  private static void sample(Cluster cluster, Recorder recorder, int round)
      throws IOException, InterruptedException {
    LabHost first = cluster.managers().getFirst();
    var services = new Services(first);
    String id = services.inspect("all").path("ID").asString("");
    for (LabHost manager : cluster.managers()) {
      manager.powerOff();
    }
    Watch.pause(Duration.ofSeconds(2));
    int meanwhile = cluster.containersOnWorkers();
    Watch watch = Watch.start();
    together(cluster.managers());
    recorder.seconds("managers_daemons_answer", watch.seconds());
    recorder.seconds(
        "managers_read",
        watch.until(
            LIMIT,
            POLL,
            () -> Cluster.engine(first).ask(Call.get("/services"), PATIENCE).succeeded()),
        Map.of("containers_on_workers_meanwhile", meanwhile));
    recorder.seconds(
        "managers_write",
        watch.until(
            LIMIT,
            POLL,
            () -> {
              services.update(
                  "all", spec -> spec.withObject("/Labels").put("round", round + "th"), PATIENCE);
              return true;
            }));
    if (!services.inspect("all").path("ID").asString("").equals(id)) {
      throw new IllegalStateException("the service is not the one there was before");
    }
    recorder.seconds("managers_nodes_ready", watch.until(LIMIT, POLL, cluster::isSettled));
    recorder.seconds(
        "managers_tasks_run", watch.until(LIMIT, POLL, () -> services.running("all") == REPLICAS));
  }

  private static void together(List<LabHost> hosts) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (LabHost host : hosts) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  host.powerOn();
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
