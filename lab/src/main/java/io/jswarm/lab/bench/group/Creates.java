package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.load.Load;
import io.jswarm.lab.load.LoadPlan;
import io.jswarm.lab.load.LoadReport;
import io.jswarm.lab.load.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Services without replicas created per second by 1 to 256 clients, through leader and follower.
 */
final class Creates implements Group {
  private static final List<Integer> CLIENTS = List.of(1, 8, 64, 256);
  private static final Duration RUN_IN = Duration.ofSeconds(5);
  private static final int RUN_IN_CLIENTS = 16;
  private static final Duration WARM_UP = Duration.ofMillis(300);
  private static final Duration TIME = Duration.ofMillis(1200);

  @Override
  public String title() {
    return "creates";
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 22 : 26;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    LabHost leader = cluster.leader();
    LabHost follower = cluster.managerBut(leader, 0);
    new Load(LoadPlan.creates(leader.socket(), RUN_IN_CLIENTS, RUN_IN)).run();
    new Load(LoadPlan.creates(follower.socket(), RUN_IN_CLIENTS, RUN_IN)).run();
    for (int round = 0; round < samples; round++) {
      for (int clients : CLIENTS) {
        sample(recorder, "creates_leader_" + clients, leader, clients);
        sample(recorder, "creates_follower_" + clients, follower, clients);
      }
    }
  }

  private static void sample(Recorder recorder, String figure, LabHost via, int clients)
      throws IOException, InterruptedException {
    LoadReport report =
        new Load(new LoadPlan(via.socket(), Operation.CREATE, clients, WARM_UP, TIME)).run();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("p50_ms", report.millis().p50());
    details.put("p99_ms", report.millis().p99());
    details.put("p999_ms", report.millis().p999());
    details.put("max_ms", report.millis().max());
    details.put("done", report.succeeded());
    details.putAll(report.errors());
    recorder.value(figure, report.perSecond(), "/s", details);
    recorder.value(figure + "_p50", report.millis().p50(), "ms", Map.of());
    recorder.value(figure + "_p99", report.millis().p99(), "ms", Map.of());
  }
}
