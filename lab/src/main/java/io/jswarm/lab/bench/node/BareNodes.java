package io.jswarm.lab.bench.node;

import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.traffic.Place;
import io.jswarm.lab.traffic.Traffic;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two hosts without daemons, each with a data path: a container on the first to call from, the
 * tasks of {@code web} on the second, with real servers in them.
 */
public final class BareNodes implements AutoCloseable {
  public static final int TASKS = 10;
  private static final Duration LENGTH = Duration.ofSeconds(3);
  private static final int PER_SECOND = 700;

  private final Lab lab;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<Process> servers = new ArrayList<>();
  private final List<Place> containers = new ArrayList<>();
  private final Path errors;

  private BareNodes(Lab lab, Path errors) {
    this.lab = lab;
    this.errors = errors;
  }

  /** Makes them; whoever called before is removed. */
  public static BareNodes up(Path top) throws IOException, InterruptedException {
    Lab lab = Lab.up(LabOptions.of(top, "bench-n").withEngine(HostEngine.NONE), 2);
    BareNodes made = new BareNodes(lab, Files.createTempFile("bench", ".err"));
    try {
      lab.buildNetApp();
      made.start();
      return made;
    } catch (IOException | IllegalStateException e) {
      made.close();
      throw e;
    }
  }

  private void start() throws IOException {
    for (LabHost host : lab.hosts()) {
      String underlay = host.address().substring(0, host.address().lastIndexOf('.') + 1);
      nodes.add(NodeProcess.start(host, underlay, TASKS, errors));
    }
    containers.add(new Place.InNamespace(lab, lab.host(1), nodes.getFirst().join(0)));
    for (int i = 0; i < TASKS; i++) {
      Place task = new Place.InNamespace(lab, lab.host(2), nodes.getLast().join(i));
      containers.add(task);
      servers.add(task.spawn(errors, List.of(lab.netApp().toString(), "serve", "80")));
    }
  }

  public Lab lab() {
    return lab;
  }

  /** The one to call from. */
  public Place client() {
    return containers.getFirst();
  }

  /** The container of a task. */
  public Place task(int index) {
    return containers.get(1 + index);
  }

  public Place outside() {
    return new Place.Outside(lab);
  }

  public List<NodeProcess> nodes() {
    return nodes;
  }

  /** Starts a program that answers, until the end. */
  public void serve(Place where, List<String> words) throws IOException {
    servers.add(where.spawn(errors, words));
  }

  /** The addresses of all tasks on the fabric. */
  public static List<String> tasksOnFabric() {
    return IntStream.range(0, TASKS).mapToObj(i -> LoneFacts.onFabric(2, i)).toList();
  }

  /**
   * The CPU time of a new connection with one small answer, in microseconds: the caller's, all
   * servers' and the kernel's.
   */
  public double connections(Place from, String address, int port)
      throws IOException, InterruptedException {
    CpuTime cpu = CpuTime.of(servers);
    long before = cpu.micros();
    Traffic.Plan plan = Traffic.Plan.of(address, port, PER_SECOND);
    try (Traffic traffic = Traffic.start(from, plan, errors)) {
      Watch.pause(LENGTH);
      TrafficReport report = traffic.stop();
      if (report.failed() * 100 > report.answered()) {
        throw new IOException("of the connections to %s: %s".formatted(address, report.text()));
      }
      return (double) (cpu.micros() - before + report.cpuMicros()) / report.answered();
    }
  }

  @Override
  public void close() {
    for (Process each : servers) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
      each.destroyForcibly();
    }
    nodes.forEach(NodeProcess::close);
    lab.close();
  }
}
