package io.jswarm.lab.bench.cluster;

import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The memory of all processes of one host, by what they are there for. Pages that several processes
 * share count whole for each in RSS, and by parts in PSS.
 */
public record HostMemory(Map<Part, Usage> parts) {
  /** What a process of a host belongs to. */
  public enum Part {
    /** jswarmd, or dockerd. */
    DAEMON,
    /** A daemon beside it: containerd. */
    SECOND_DAEMON,
    /** One per container: conmon, or containerd's shim. */
    HELPERS,
    /** What runs in the containers: the users' own. */
    TASKS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Processes of one part. */
  public record Usage(int processes, double rssMebibytes, double pssMebibytes) {
    static final Usage NONE = new Usage(0, 0, 0);

    Usage plus(Usage other) {
      return new Usage(
          processes + other.processes,
          rssMebibytes + other.rssMebibytes,
          pssMebibytes + other.pssMebibytes);
    }
  }

  /** Reads it from the kernel. */
  public static HostMemory of(LabHost host) throws IOException, InterruptedException {
    long daemon = host.daemonPid();
    Map<Part, Usage> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, Usage.NONE);
    }
    Deque<Long> waiting = new ArrayDeque<>(children(host.initPid()));
    while (!waiting.isEmpty()) {
      long pid = waiting.pop();
      waiting.addAll(children(pid));
      parts.merge(pid == daemon ? Part.DAEMON : part(pid), usage(pid), Usage::plus);
    }
    return new HostMemory(parts);
  }

  public Usage of(Part part) {
    return parts.getOrDefault(part, Usage.NONE);
  }

  private static Part part(long pid) {
    String name = read(Path.of("/proc", Long.toString(pid), "comm")).strip();
    return switch (name) {
      case "containerd", "dockerd", "java" -> Part.SECOND_DAEMON;
      case "conmon", "runc", "crun", "docker-proxy", "docker-init" -> Part.HELPERS;
      default -> name.startsWith("containerd-shim") ? Part.HELPERS : Part.TASKS;
    };
  }

  private static List<Long> children(long pid) throws IOException {
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(threads)) {
      return List.of();
    }
    try (var each = Files.list(threads)) {
      return each.flatMap(thread -> read(thread.resolve("children")).lines())
          .flatMap(line -> Arrays.stream(line.strip().split(" ")))
          .filter(word -> !word.isBlank())
          .map(Long::valueOf)
          .toList();
    }
  }

  /** A process that ended meanwhile used nothing. */
  private static Usage usage(long pid) {
    double rss = 0;
    double pss = 0;
    for (String line :
        read(Path.of("/proc", Long.toString(pid), "smaps_rollup")).lines().toList()) {
      if (line.startsWith("Rss:")) {
        rss = mebibytes(line);
      } else if (line.startsWith("Pss:")) {
        pss = mebibytes(line);
      }
    }
    return new Usage(1, rss, pss);
  }

  /** Of a line such as {@code Rss: 1234 kB}. */
  private static double mebibytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
