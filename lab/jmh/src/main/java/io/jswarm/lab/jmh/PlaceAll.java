package io.jswarm.lab.jmh;

import io.jswarm.scheduler.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An empty cluster gets all its tasks, in rounds of a thousand as the leader's writer has them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class PlaceAll {
  private static final int ROUND = 1_000;

  /** Nodes, tasks, tasks of each service, and whether services are bound to a zone. */
  @Param({
    "1000x10000/1000",
    "5000x50000/1000",
    "10000x100000/1000",
    "10000x100000/100",
    "10000x100000/10",
    "1000x1000/1000",
    "1000x100000/1000",
    "5000x100000/1000-constrained",
    "100000x1000/1000",
    "100000x100000/1000"
  })
  public String shape = "";

  private Farm farm = new Farm(0);
  private List<List<Pending>> rounds = List.of();

  /** Makes nodes and waiting tasks anew. */
  @Setup(Level.Iteration)
  public void build() {
    String[] parts = shape.split("[x/-]", -1);
    int tasks = Integer.parseInt(parts[1]);
    int perService = Integer.parseInt(parts[2]);
    farm = new Farm(Integer.parseInt(parts[0]));
    rounds = new ArrayList<>();
    List<Pending> round = new ArrayList<>();
    for (int made = 0; made < tasks; made += perService) {
      String id = "service%06d".formatted(made / perService);
      round.addAll(
          parts.length > 3
              ? farm.service(id, perService, "node.labels.zone == a")
              : farm.service(id, perService));
      if (round.size() >= ROUND) {
        rounds.add(round);
        round = new ArrayList<>();
      }
    }
  }

  /** The figure is the time for all rounds. */
  @Benchmark
  public int place() {
    int placed = 0;
    for (List<Pending> round : rounds) {
      placed += farm.place(round);
    }
    return placed;
  }
}
