package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.HostMemory;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the orchestrator takes of each host's memory, with everything that belongs to it, without
 * tasks and with a hundred; and what each task adds to it. The tasks' own memory is not counted.
 */
final class Memory implements Group {
  private static final int TASKS = 100;

  @Override
  public String title() {
    return "memory";
  }

  /** The hosts are samples of each other. */
  @Override
  public int samples(int wanted, Contender contender) {
    return Math.max(1, wanted / 5);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 18 : 36;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    for (int round = 0; round < samples; round++) {
      double before = record(cluster, recorder, 0);
      new Services(cluster.leader()).deploy("many", Specs.sleepers("many", TASKS), TASKS);
      Watch.pause(Duration.ofSeconds(8));
      double after = record(cluster, recorder, TASKS);
      recorder.value("memory_added_per_task", (after - before) / TASKS, "MiB", Map.of());
      cluster.remove("many");
    }
  }

  /** Gives the sum over all hosts, as PSS. */
  private static double record(Cluster cluster, Recorder recorder, int tasks)
      throws IOException, InterruptedException {
    double sum = 0;
    double helpers = 0;
    List<LabHost> managers = cluster.managers();
    for (LabHost host : cluster.hosts()) {
      HostMemory memory = HostMemory.of(host);
      String suffix =
          (managers.stream().anyMatch(manager -> manager.index() == host.index())
                  ? "manager_"
                  : "worker_")
              + tasks;
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("host", host.index());
      double rss = 0;
      double pss = 0;
      for (HostMemory.Part part : HostMemory.Part.values()) {
        HostMemory.Usage usage = memory.of(part);
        details.put(part.word() + "_processes", usage.processes());
        details.put(part.word() + "_rss", usage.rssMebibytes());
        details.put(part.word() + "_pss", usage.pssMebibytes());
        if (part != HostMemory.Part.TASKS) {
          rss += usage.rssMebibytes();
          pss += usage.pssMebibytes();
        }
      }
      HostMemory.Usage daemon = memory.of(HostMemory.Part.DAEMON);
      recorder.value("memory_daemon_" + suffix, daemon.rssMebibytes(), "MiB", details);
      recorder.value("memory_all_rss_" + suffix, rss, "MiB", Map.of("host", host.index()));
      recorder.value("memory_all_pss_" + suffix, pss, "MiB", Map.of("host", host.index()));
      sum += pss;
      helpers += memory.of(HostMemory.Part.HELPERS).rssMebibytes();
    }
    if (tasks > 0) {
      recorder.value("memory_helpers_per_task", helpers / tasks, "MiB", Map.of());
    }
    return sum;
  }
}
