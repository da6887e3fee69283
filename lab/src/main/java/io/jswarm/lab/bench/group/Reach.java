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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From the moment a service's only task runs, by its status, until it has answered through the
 * published port of every node.
 */
final class Reach implements Group {
  private static final int PORT = 8090;
  private static final int EVERY_MILLIS = 5;
  private static final int TASKS_PER_SAMPLE = 10;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  @Override
  public String title() {
    return "reach";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 15 : 50;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    cluster.lab().importNetApp();
    Services services = new Services(cluster.leader());
    services.create(Specs.published("reach", 0, PORT));
    List<String> addresses = cluster.hosts().stream().map(LabHost::address).toList();
    Path errors = Files.createTempFile("bench", ".err");
    try (Probe probe =
        Probe.start(new Place.Outside(cluster.lab()), PORT, EVERY_MILLIS, addresses, errors)) {
      Spans spans = new Spans();
      for (int round = -1; round < samples * TASKS_PER_SAMPLE; round++) {
        OptionalDouble took = once(services, probe, addresses.size());
        if (round >= 0) { // the first has brought programs and pages to memory
          recorder.seconds("reach", took);
          took.ifPresent(spans::add);
        }
      }
      recorder.seconds("reach_p99", spans.share(0.99), Map.of("n", spans.count()));
    } finally {
      Files.deleteIfExists(errors);
    }
    cluster.remove("reach");
  }

  private static OptionalDouble once(Services services, Probe probe, int nodes)
      throws IOException, InterruptedException {
    probe.forget();
    services.update("reach", spec -> replicas(spec, 1));
    OptionalDouble all = Watch.start().until(LIMIT, POLL, () -> reached(probe).size() == nodes);
    long last =
        probe.seen().stream()
            .filter(Probe.Seen::well)
            .mapToLong(Probe.Seen::endedMicros)
            .max()
            .orElse(0);
    long ran = running(services);
    probe.forget();
    services.update("reach", spec -> replicas(spec, 0));
    if (Watch.start().until(LIMIT, POLL, () -> refused(probe).size() == nodes).isEmpty()) {
      throw new IllegalStateException("a port of a service without tasks still answers");
    }
    Watch.pause(Duration.ofMillis(300));
    return all.isEmpty() ? all : OptionalDouble.of((last - ran) / 1e6);
  }

  private static void replicas(ObjectNode spec, int count) {
    if (spec.path("Mode").path("Replicated") instanceof ObjectNode replicated) {
      replicated.put("Replicas", count);
    }
  }

  private static Set<String> reached(Probe probe) {
    Set<String> reached = new HashSet<>();
    probe.seen().stream().filter(Probe.Seen::well).forEach(each -> reached.add(each.address()));
    return reached;
  }

  private static Set<String> refused(Probe probe) {
    Set<String> refused = new HashSet<>();
    probe.seen().stream().filter(each -> !each.well()).forEach(each -> refused.add(each.address()));
    return refused;
  }

  /** When the task that runs began to, in microseconds since the epoch. */
  private static long running(Services services) throws IOException {
    JsonNode task =
        services.tasks("reach").stream()
            .filter(each -> Services.runs(each) && Services.isMeantToRun(each))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the task that answered does not run"));
    Instant at = Instant.parse(task.path("Status").path("Timestamp").asString(""));
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
