package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import java.io.IOException;
import java.time.Duration;

/** From the request to have 50 replicas instead of 10 until 50 run. */
final class Scale implements Group {
  private static final int BEFORE = 10;
  private static final int AFTER = 50;

  @Override
  public String title() {
    return "scale";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 6 : 14;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    for (int round = 0; round < samples; round++) {
      var services = new Services(cluster.leader());
      services.deploy("scale", Specs.sleepers("scale", BEFORE), BEFORE);
      Watch.pause(Duration.ofSeconds(1));
      Watch watch = Watch.start();
      services.update("scale", spec -> spec.withObject("/Mode/Replicated").put("Replicas", AFTER));
      recorder.seconds("scale_10_50", services.await(watch, "scale", AFTER, Duration.ofMillis(50)));
      cluster.remove("scale");
    }
  }
}
