package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * From the request to create a service until all its tasks run; from the request to remove it until
 * no container is left on any host.
 */
final class Deploy implements Group {
  private static final List<Integer> SIZES = List.of(1, 10, 50, 100);
  private static final int SMALL = 10;

  @Override
  public String title() {
    return "deploy";
  }

  /** Swarm spends most of a minute on each, and its samples differ little. */
  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 12 : 40;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    for (int round = 0; round < samples; round++) {
      for (int size : SIZES) {
        var services = new Services(cluster.leader());
        Duration every = Duration.ofMillis(size <= SMALL ? 20 : 100);
        Watch watch = Watch.start();
        services.create(Specs.sleepers("deploy", size));
        recorder.seconds("deploy_" + size, services.await(watch, "deploy", size, every));
        recorder.seconds("rm_" + size, cluster.remove("deploy"));
      }
    }
  }
}
