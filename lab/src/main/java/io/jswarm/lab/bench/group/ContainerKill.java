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
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** From a container's SIGKILL until another task runs in its slot. */
final class ContainerKill implements Group {
  private static final int REPLICAS = 5;

  /** Longer than the run after which a policy may count a task as one that works. */
  private static final Duration RUN_IN = Duration.ofSeconds(5);

  @Override
  public String title() {
    return "kill";
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 8 : 14;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    sample(cluster, recorder, samples, "kill_no_delay", Specs.sleepers("kill", REPLICAS));
    sample(cluster, recorder, samples, "kill_delay_0", Specs.withoutDelay("kill", REPLICAS));
  }

  private static void sample(
      Cluster cluster, Recorder recorder, int samples, String figure, String spec)
      throws IOException, InterruptedException {
    LabHost leader = cluster.leader();
    var services = new Services(leader);
    services.deploy("kill", spec, REPLICAS);
    Watch.pause(RUN_IN);
    for (int round = 0; round < samples; round++) {
      JsonNode victim =
          services.tasks("kill").stream()
              .filter(task -> Services.runs(task) && Services.isMeantToRun(task))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no task runs"));
      LabHost host = cluster.hostOf(leader, victim);
      Set<String> known =
          services.tasks("kill").stream().map(ContainerKill::id).collect(Collectors.toSet());
      String container =
          victim.path("Status").path("ContainerStatus").path("ContainerID").asString("");
      Watch watch = Watch.start();
      Cluster.ask(host, Call.post("/containers/" + container + "/kill", ""));
      OptionalDouble replaced =
          watch.until(
              Duration.ofMinutes(1),
              Duration.ofMillis(20),
              () ->
                  services.tasks("kill").stream()
                      .anyMatch(task ->
                          !known.contains(id(task))
                              && task.path("Slot").equals(victim.path("Slot"))
                              && Services.runs(task)));
      recorder.seconds(figure, replaced, Map.of("host", host.index(), "leader", leader.index()));
      Watch.pause(Duration.ofSeconds(2));
    }
    cluster.remove("kill");
  }

  private static String id(JsonNode task) {
    return task.path("ID").asString("");
  }
}
