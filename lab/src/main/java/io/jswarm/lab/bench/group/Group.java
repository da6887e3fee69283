package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import java.io.IOException;

/** Figures that are measured together. */
public interface Group {
  /** As {@code --only} names it. */
  String title();

  /** How many samples it takes when so many are asked for; fewer where they are dear. */
  default int samples(int wanted, Contender contender) {
    return wanted;
  }

  /** Half as many, for what is not a goal, and for Swarm where it takes most of a minute. */
  static int half(int wanted) {
    return (wanted + 1) / 2;
  }

  /** What a sample takes on a quiet machine with two cores, roughly, in seconds. */
  double secondsPerSample(Contender contender);

  /** Takes the samples from a settled cluster without services. */
  void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException;
}
