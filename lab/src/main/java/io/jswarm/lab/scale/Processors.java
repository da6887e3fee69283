package io.jswarm.lab.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shares the machine's processors out between hosts, as if each had some of its own. Without that,
 * every thread has the same right to them: thousands of nodes in two processes starve three
 * managers, which nodes on machines of their own could not.
 *
 * <p>One control group for each host, named as {@code lab/hosts} names and removes them.
 */
final class Processors {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Of version 1 of control groups, where the controller has a hierarchy of its own. */
  private static final Path CPU = ROOT.resolve("cpu");

  private final String prefix;

  Processors(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Gives a host a share of the processors.
   *
   * @param share in proportion to those of other hosts; 1,024 is that of one thread of a process
   *     without a group
   * @throws IOException when the machine has no controller for processors
   */
  void share(int host, int share) throws IOException {
    Path group = Files.createDirectories(group(host));
    if (isVersion1()) {
      Files.writeString(group.resolve("cpu.shares"), Integer.toString(share));
    } else {
      Files.writeString(group.resolve("cpu.weight"), Integer.toString(share * 100 / 1_024));
    }
  }

  /** Puts a process, with all its threads, on the share of a host. */
  void put(long pid, int host) throws IOException {
    Files.writeString(members(host), Long.toString(pid));
  }

  /** The file into which a process writes 0 to put itself there. */
  Path members(int host) {
    return group(host).resolve("cgroup.procs");
  }

  private Path group(int host) {
    return (isVersion1() ? CPU : ROOT).resolve(prefix + "-h" + host);
  }

  private static boolean isVersion1() {
    return Files.isRegularFile(CPU.resolve("cpu.shares"));
  }
}
