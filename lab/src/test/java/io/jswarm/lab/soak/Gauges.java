package io.jswarm.lab.soak;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything counted on one host at one moment, its heap after a collection. */
record Gauges(Map<Gauge, Long> values) {
  private static final Pattern USED = Pattern.compile(", used (\\d+)K");

  /** The serial collector leaves some dead objects where they are, but not in each fourth run. */
  private static final int COLLECTIONS = 4;

  long of(Gauge gauge) {
    return values.getOrDefault(gauge, 0L);
  }

  /**
   * Counts on a host whose daemon runs.
   *
   * @param cgroups how the host's cgroups are called
   */
  static Gauges of(LabHost host, String cgroups) throws IOException, InterruptedException {
    String pid = Long.toString(host.daemonPid());
    Path daemon = Path.of("/proc", pid);
    Path socket = host.socket();
    long init = Long.parseLong(Files.readString(socket.resolveSibling("init.pid")).strip());
    HostProcesses processes = HostProcesses.under(init);
    Map<Gauge, Long> values = new EnumMap<>(Gauge.class);
    for (int i = 0; i < COLLECTIONS; i++) {
      jcmd(pid, "GC.run");
    }
    values.put(Gauge.HEAP_KIB, heapUsed(jcmd(pid, "GC.heap_info")));
    values.put(Gauge.RSS_KIB, status(daemon, "VmRSS"));
    values.put(Gauge.THREADS, status(daemon, "Threads"));
    values.put(Gauge.FILES_OPEN, entries(daemon.resolve("fd")));
    values.put(Gauge.MOUNTS, mounts(daemon, host));
    values.put(Gauge.NETWORKS, processes.networks());
    values.put(Gauge.CGROUPS, cgroups(cgroups));
    values.put(Gauge.CONMONS, processes.called("conmon"));
    values.put(Gauge.RUNTIMES, processes.called("runc") + processes.called("crun"));
    values.put(Gauge.ZOMBIES, processes.zombies());
    values.put(Gauge.DATA_FILES, files(socket.resolveSibling("data")));
    values.put(Gauge.RUN_FILES, files(Path.of("/proc", Long.toString(init), "root/run")));
    values.put(Gauge.LOG_KIB, Files.size(host.daemonLog()) >> 10);
    return new Gauges(values);
  }

  /**
   * A JVM is asked through a socket in {@code /tmp} that has its pid in its own namespace for a
   * name, and hosts share {@code /tmp}: without the file it makes a new one, and nobody else's is
   * asked.
   */
  private static String jcmd(String pid, String what) throws IOException, InterruptedException {
    String pids = line(Path.of("/proc", pid), "NSpid");
    Files.deleteIfExists(Path.of("/tmp", ".java_pid" + pids.replaceAll(".*\\s", "")));
    return Command.of(List.of("jcmd", pid, what)).run().orThrow();
  }

  /** The sum over the generations, or the whole of a heap that has none. */
  private static long heapUsed(String info) {
    Matcher each = USED.matcher(info);
    long used = 0;
    while (each.find()) {
      used += Long.parseLong(each.group(1));
    }
    return used;
  }

  private static long status(Path process, String key) throws IOException {
    return Long.parseLong(line(process, key).replaceAll("\\D", ""));
  }

  private static String line(Path process, String key) throws IOException {
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith(key + ":")) {
        return line;
      }
    }
    throw new IOException(process + " says nothing of " + key);
  }

  /** Those of the engine: a host's others are copies of the machine's when it was switched on. */
  private static long mounts(Path daemon, LabHost host) throws IOException {
    String data = host.dataRoot() + "/";
    return Files.readAllLines(daemon.resolve("mountinfo")).stream()
        .filter(line -> line.contains(data) || line.contains(" /run/jswarm"))
        .count();
  }

  private static long cgroups(String name) throws IOException {
    long count = 0;
    try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
      for (Path hierarchy : hierarchies.filter(Files::isDirectory).toList()) {
        Path own = hierarchy.resolve(name);
        if (Files.isDirectory(own)) {
          try (Stream<Path> all = Files.walk(own)) {
            count += all.filter(Files::isDirectory).count();
          }
        }
      }
    }
    return count;
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  /** Without what is below other mounts: a container's root file system is not a leak of ours. */
  private static long files(Path folder) throws InterruptedException {
    return Command.of(List.of("find", folder.toString(), "-xdev")).run().orThrow().lines().count();
  }
}
