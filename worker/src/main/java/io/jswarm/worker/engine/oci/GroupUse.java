package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineFacts.Cgroups;
import io.jswarm.worker.engine.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The kernel's account of a control group: CPU time, and the working set, which is memory without
 * the pages of files nobody has touched for a while.
 */
final class GroupUse {
  private static final long NANOS_PER_MICRO = 1_000;

  private GroupUse() {}

  /**
   * Reads it; empty when the group is gone.
   *
   * @param root where control groups are mounted
   * @param group relative to that, or to each hierarchy of it
   */
  static Optional<Use> read(Path root, Cgroups layout, String group) throws IOException {
    try {
      return Optional.of(
          switch (layout) {
            case V2 -> unified(root.resolve(group));
            case V1, HYBRID ->
                split(
                    root.resolve("cpuacct").resolve(group), root.resolve("memory").resolve(group));
          });
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static Use unified(Path group) throws IOException {
    return new Use(
        member(group.resolve("cpu.stat"), "usage_usec") * NANOS_PER_MICRO,
        workingSet(
            number(group.resolve("memory.current")),
            member(group.resolve("memory.stat"), "inactive_file")));
  }

  private static Use split(Path cpu, Path memory) throws IOException {
    return new Use(
        number(cpu.resolve("cpuacct.usage")),
        workingSet(
            number(memory.resolve("memory.usage_in_bytes")),
            member(memory.resolve("memory.stat"), "total_inactive_file")));
  }

  /** The two are read one after the other. */
  private static long workingSet(long all, long inactive) {
    return Math.max(0, all - inactive);
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  private static long member(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name + " ")) {
        return Long.parseLong(line.substring(name.length() + 1).strip());
      }
    }
    throw new IOException(file + " has no " + name);
  }
}
