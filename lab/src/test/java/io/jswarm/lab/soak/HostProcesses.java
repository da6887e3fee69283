package io.jswarm.lab.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every process of a host: what descends from its pid 1. Those that end meanwhile are left out. */
final class HostProcesses {
  private record Seen(long pid, String name, char state) {}

  private final List<Seen> all = new ArrayList<>();

  private HostProcesses() {}

  static HostProcesses under(long init) throws IOException {
    Map<Long, List<Seen>> children = new HashMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        if (process.getFileName().toString().matches("\\d+")) {
          note(process, children);
        }
      }
    }
    HostProcesses found = new HostProcesses();
    ArrayDeque<Long> parents = new ArrayDeque<>(List.of(init));
    while (!parents.isEmpty()) {
      for (Seen child : children.getOrDefault(parents.remove(), List.of())) {
        found.all.add(child);
        parents.add(child.pid);
      }
    }
    return found;
  }

  private static void note(Path process, Map<Long, List<Seen>> children) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      int end = stat.lastIndexOf(')');
      String[] rest = stat.substring(end + 2).split(" ", -1);
      Seen seen =
          new Seen(
              Long.parseLong(process.getFileName().toString()),
              stat.substring(stat.indexOf('(') + 1, end),
              rest[0].charAt(0));
      children.computeIfAbsent(Long.parseLong(rest[1]), _ -> new ArrayList<>()).add(seen);
    } catch (IOException ended) {
      // it is none of the host's any more
    }
  }

  long called(String name) {
    return all.stream().filter(each -> each.state != 'Z' && each.name.startsWith(name)).count();
  }

  long zombies() {
    return all.stream().filter(each -> each.state == 'Z').count();
  }

  /** How many network namespaces they are in. */
  long networks() {
    Set<String> networks = new HashSet<>();
    for (Seen each : all) {
      try {
        networks.add(
            Files.readSymbolicLink(Path.of("/proc", Long.toString(each.pid), "ns/net")).toString());
      } catch (IOException ended) {
        // it is in none any more
      }
    }
    return networks.size();
  }
}
