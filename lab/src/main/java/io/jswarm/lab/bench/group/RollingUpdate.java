package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import java.io.IOException;
import java.time.Duration;

/**
 * A new environment for twenty replicas, five at a time without delay: until all run with it, and
 * until the update is called completed.
 */
final class RollingUpdate implements Group {
  private static final int REPLICAS = 20;
  private static final int PARALLELISM = 5;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  @Override
  public String title() {
    return "roll";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 8 : 18;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    var services = new Services(cluster.leader());
    services.deploy("roll", Specs.rolled("roll", REPLICAS, PARALLELISM), REPLICAS);
    for (int round = 0; round < samples; round++) {
      String variable = "ROUND=" + round;
      Watch.pause(Duration.ofSeconds(2));
      Watch watch = Watch.start();
      services.update(
          "roll",
          spec -> spec.withObject("/TaskTemplate/ContainerSpec").putArray("Env").add(variable));
      recorder.seconds(
          "roll_all_new", watch.until(LIMIT, POLL, () -> renewed(services, variable) == REPLICAS));
      recorder.seconds("roll_completed", watch.until(LIMIT, POLL, () -> isCompleted(services)));
    }
    cluster.remove("roll");
  }

  private static long renewed(Services services, String variable) throws IOException {
    return services.tasks("roll").stream()
        .filter(Services::runs)
        .filter(task ->
            task.path("Spec")
                .path("ContainerSpec")
                .path("Env")
                .path(0)
                .asString("")
                .equals(variable))
        .count();
  }

  private static boolean isCompleted(Services services) throws IOException {
    return services
        .inspect("roll")
        .path("UpdateStatus")
        .path("State")
        .asString("")
        .equals("completed");
  }
}
