package io.jswarm.lab.jmh;

import io.jswarm.scheduler.Decision;
import io.jswarm.scheduler.Pending;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A full cluster, ten tasks on each node, gets one task more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class PlaceOne {
  private static final int PER_NODE = 10;
  private static final int PER_SERVICE = 1_000;

  @Param({"1000", "5000", "10000"})
  public int nodes;

  private Farm farm = new Farm(0);
  private List<Pending> one = List.of();

  /** Fills the cluster. */
  @Setup
  public void build() {
    farm = new Farm(nodes);
    for (int made = 0; made < nodes * PER_NODE; made += PER_SERVICE) {
      farm.place(farm.service("service%06d".formatted(made / PER_SERVICE), PER_SERVICE));
    }
    one = farm.service("service000000", 1);
  }

  /** The figure is the time of the decision. */
  @Benchmark
  public List<Decision> decide() {
    return farm.decide(one);
  }
}
