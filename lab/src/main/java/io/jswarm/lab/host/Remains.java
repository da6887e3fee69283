package io.jswarm.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a lab could leave on the machine: namespaces, mounts, cgroups, processes, interfaces, files.
 * Taken before and after, the two must be equal.
 */
public record Remains(List<String> found) {
  /** Lists what there is of one lab now, and every interface of the machine. */
  public static Remains of(LabOptions options) {
    List<String> found = new ArrayList<>();
    String dir = options.dir().toString();
    try {
      names(Path.of("/run/netns"), options.prefix())
          .forEach(name -> found.add("network namespace " + name));
      names(Path.of("/sys/class/net"), "").forEach(name -> found.add("interface " + name));
      for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
        if (line.contains(dir) || line.contains(options.prefix() + "-h")) {
          found.add("mount " + line);
        }
      }
      for (String hierarchy : names(Path.of("/sys/fs/cgroup"), "")) {
        names(Path.of("/sys/fs/cgroup", hierarchy), options.prefix() + "-h")
            .forEach(name -> found.add("cgroup " + hierarchy + "/" + name));
      }
      names(Path.of("/sys/fs/cgroup"), options.prefix() + "-h")
          .forEach(name -> found.add("cgroup " + name));
      if (Files.exists(options.dir())) {
        found.add("folder " + dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(dir))
        .forEach(process -> found.add("process " + process.info().commandLine().orElse("")));
    Collections.sort(found);
    return new Remains(List.copyOf(found));
  }

  private static List<String> names(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .toList();
    }
  }
}
