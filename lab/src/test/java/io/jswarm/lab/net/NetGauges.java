package io.jswarm.lab.net;

import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What networks take of a host, counted at one moment. */
record NetGauges(Map<String, Long> values) {
  /** What a running JVM has more at one moment than at another, though nothing was kept. */
  private static final Map<String, Long> BREATHES = Map.of("threads", 12L, "open files", 16L);

  /** Without the addresses that have asked for names lately, which the rules drop by themselves. */
  private static final String COUNT =
      """
      count() { echo "$1=$(wc -l)"; }
      ls /sys/class/net | count devices
      grep '/run/jswarm.* nsfs ' /proc/self/mounts | count 'namespace files'
      { ip -4 route show table all; ip -6 route show table all; ip rule; } | grep -v cache | count routes
      { ip neigh show nud all; bridge fdb show; } | grep ' dev js' | count neighbours
      nft list ruleset | grep -v expires | count rules
      grep '=100\\.' /proc/net/nf_conntrack | count connections
      find /run/jswarm -xdev | count 'run files'
      """;

  /** Counts on a host whose daemon runs. */
  static NetGauges of(LabHost host) throws IOException, InterruptedException {
    Map<String, Long> values = new TreeMap<>();
    for (String line : host.exec("bash", "-c", COUNT).lines()) {
      String[] parts = line.split("=", 2);
      values.put(parts[0], Long.parseLong(parts[1]));
    }
    Path daemon = Path.of("/proc", Long.toString(host.daemonPid()));
    values.put("threads", entries(daemon.resolve("task")));
    values.put("open files", entries(daemon.resolve("fd")));
    values.put("namespaces entered", (long) entered(daemon).size());
    return new NetGauges(values);
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static Set<String> entered(Path process) throws IOException {
    Set<String> namespaces = new HashSet<>();
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        try {
          namespaces.add(Files.readSymbolicLink(thread.resolve("ns/net")).toString());
        } catch (IOException ended) {
          // it is in none any more
        }
      }
    }
    return namespaces;
  }

  /** What there is more of than before, or less, a line for each. */
  List<String> differencesFrom(NetGauges before) {
    List<String> differences = new ArrayList<>();
    values.forEach((name, now) -> {
      long was = before.of(name);
      if (Math.abs(now - was) > BREATHES.getOrDefault(name, 0L)) {
        differences.add("%s: %d, before %d".formatted(name, now, was));
      }
    });
    return differences;
  }

  long of(String name) {
    return values.getOrDefault(name, 0L);
  }
}
