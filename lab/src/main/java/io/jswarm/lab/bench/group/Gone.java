package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Place;
import io.jswarm.lab.traffic.Probe;
import io.jswarm.lab.wire.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * From the SIGKILL of one of five tasks until the last connection through any node's published port
 * was begun that failed.
 */
final class Gone implements Group {
  private static final int REPLICAS = 5;
  private static final int PORT = 8091;
  private static final int EVERY_MILLIS = 5;
  private static final int TASKS_PER_SAMPLE = 10;
  private static final Duration AFTERMATH = Duration.ofMillis(1500);

  @Override
  public String title() {
    return "gone";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 30 : 90;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    cluster.lab().importNetApp();
    LabHost leader = cluster.leader();
    Services services = new Services(leader);
    services.deploy("gone", Specs.published("gone", REPLICAS, PORT), REPLICAS);
    List<String> addresses = cluster.hosts().stream().map(LabHost::address).toList();
    Path errors = Files.createTempFile("bench", ".err");
    try (Probe probe =
        Probe.start(new Place.Outside(cluster.lab()), PORT, EVERY_MILLIS, addresses, errors)) {
      Spans spans = new Spans();
      for (int round = 0; round < samples * TASKS_PER_SAMPLE; round++) {
        Watch.pause(AFTERMATH);
        probe.forget();
        double took = once(cluster, leader, services, probe);
        recorder.seconds("gone", OptionalDouble.of(took), Map.of("failed", failures(probe)));
        spans.add(took);
        if (services.await(Watch.start(), "gone", REPLICAS, Duration.ofMillis(50)).isEmpty()) {
          throw new IllegalStateException("a killed task was not replaced");
        }
      }
      recorder.seconds("gone_p99", spans.share(0.99), Map.of("n", spans.count()));
    } finally {
      Files.deleteIfExists(errors);
    }
    cluster.remove("gone");
  }

  private static double once(Cluster cluster, LabHost leader, Services services, Probe probe)
      throws IOException, InterruptedException {
    JsonNode victim =
        services.tasks("gone").stream()
            .filter(task -> Services.runs(task) && Services.isMeantToRun(task))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no task runs"));
    LabHost host = cluster.hostOf(leader, victim);
    String container =
        victim.path("Status").path("ContainerStatus").path("ContainerID").asString("");
    String pid =
        Cluster.ask(host, Call.get("/containers/" + container + "/json"))
            .path("State")
            .path("Pid")
            .asString("");
    long killed =
        Long.parseLong(host.exec(cluster.lab().netMeter().toString(), "kill", pid).orThrow());
    Watch.pause(AFTERMATH);
    long last =
        probe.seen().stream()
            .filter(each -> !each.well())
            .mapToLong(Probe.Seen::beganMicros)
            .max()
            .orElse(killed);
    return Math.max(0, last - killed) / 1e6;
  }

  private static long failures(Probe probe) {
    return probe.seen().stream().filter(each -> !each.well()).count();
  }
}
