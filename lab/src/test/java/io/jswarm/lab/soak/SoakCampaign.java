package io.jswarm.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Remains;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Five hosts under random work and faults. First what is bounded by a number of rounds is filled.
 * Every few minutes all services are removed, and when the last container is gone everything is
 * counted. {@code -Djswarm.soak=PT30M} says how long, {@code -Djswarm.soak.seed=N} what happens.
 */
class SoakCampaign {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final int MANAGERS = 3;
  private static final int WORKERS = 2;

  /** Between two counts; a short soak has at least this many. */
  private static final Duration LEG = Duration.ofMinutes(3);

  private static final int LEGS_MIN = 3;

  /** Classes are loaded, pools are filled and the JIT has compiled what is used. */
  private static final Duration WARM_UP_MAX = Duration.ofMinutes(3);

  private static final Duration REST_MAX = Duration.ofMinutes(5);
  private final StringBuilder report = new StringBuilder();
  private final long begunNanos = System.nanoTime();

  @Test
  void nothingIsLeftOfHalfAnHourOfWorkAndFaults() throws IOException, InterruptedException {
    Duration length = Duration.parse(System.getProperty("jswarm.soak", "PT30M"));
    long seed = Long.getLong("jswarm.soak.seed", System.nanoTime());
    LabOptions options = LabOptions.of(TOP, "soak");
    say("soak of " + length + ", seed " + seed);
    List<Levels> levels = new ArrayList<>();
    try (Lab lab = Lab.up(options, MANAGERS + WORKERS)) {
      lab.importImages();
      lab.swarm(MANAGERS, WORKERS);
      lab.hosts().forEach(host -> levels.add(levels(host)));
      Traffic traffic = new Traffic(lab, seed);
      Duration warmUp = shorter(WARM_UP_MAX, length.dividedBy(10));
      Duration leg = shorter(LEG, length.dividedBy(LEGS_MIN));
      traffic.fill();
      run(traffic, warmUp);
      countWithContainers(lab, levels);
      rest(lab, traffic, levels);
      for (Duration left = length; left.isPositive(); left = left.minus(leg)) {
        run(traffic, shorter(leg, left));
        rest(lab, traffic, levels);
      }
      say("done: " + traffic.done());
    } finally {
      levels.stream().map(Levels::table).forEach(this::say);
      keep();
    }
    assertThat(levels).allSatisfy(host -> assertThat(host.faults()).isEmpty());
    assertThat(Remains.of(options).found())
        .filteredOn(found -> !found.startsWith("interface "))
        .isEmpty();
  }

  private static Levels levels(LabHost host) {
    return new Levels(host.hostname(), Traffic.SPARED.contains(host.index()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void run(Traffic traffic, Duration length)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      traffic.step();
    }
  }

  /** Counts on every host while it has containers that stay for so long. */
  private static void countWithContainers(Lab lab, List<Levels> levels)
      throws IOException, InterruptedException {
    ClusterView view = new ClusterView(lab, lab.host(Traffic.SPARED.getFirst()));
    int tasks = 2 * (MANAGERS + WORKERS);
    view.createSleepers("counted", tasks);
    view.awaitRunning("counted", tasks);
    for (LabHost host : lab.hosts()) {
      levels.get(host.index() - 1).working(gauges(lab, host));
    }
  }

  private static Gauges gauges(Lab lab, LabHost host) throws IOException, InterruptedException {
    return Gauges.of(host, lab.options().prefix() + "-h" + host.index());
  }

  /** Removes everything, waits for the last container, and counts on every host. */
  private void rest(Lab lab, Traffic traffic, List<Levels> levels)
      throws IOException, InterruptedException {
    Awaitility.await("no container is left")
        .atMost(REST_MAX)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> {
          traffic.removeAll();
          return containers(lab) == 0;
        });
    Duration at = Duration.ofNanos(System.nanoTime() - begunNanos);
    StringBuilder line = new StringBuilder();
    for (LabHost host : lab.hosts()) {
      Gauges gauges = gauges(lab, host);
      levels.get(host.index() - 1).add(at, gauges);
      line.append(
          " %s: heap %d KiB, RSS %d KiB, %d threads, %d files;"
              .formatted(
                  host.hostname(),
                  gauges.of(Gauge.HEAP_KIB),
                  gauges.of(Gauge.RSS_KIB),
                  gauges.of(Gauge.THREADS),
                  gauges.of(Gauge.FILES_OPEN)));
    }
    say("at rest:" + line);
  }

  private static long containers(Lab lab) throws IOException {
    long count = 0;
    for (LabHost host : lab.hosts()) {
      count += new Engine(host.socket()).ask(Call.get("/containers/json?all=1")).json().size();
    }
    return count;
  }

  private void say(String line) {
    report.append(line).append('\n');
    System.out.println(line);
  }

  private void keep() throws IOException {
    Path folder = TOP.resolve("lab/target/soak");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.txt"), report);
  }
}
