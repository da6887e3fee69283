package io.jswarm.lab.host;

import java.nio.file.Path;

/**
 * Where and how a lab is made. Two labs with different folders and prefixes live side by side; each
 * has its own bridge, so they may use the same addresses.
 *
 * @param top the top of the source tree, which holds {@code lab/hosts} and {@code bin/}
 * @param dir the lab's state: sockets, logs and the hosts' disks. Removed with the lab
 * @param prefix begins the names of namespaces and cgroups; must begin with {@code jsw}
 * @param hostNames begins the hosts' names: {@code jsw-h} gives jsw-h1, jsw-h2, ...
 * @param engine what the hosts run
 * @param daemonFlags more flags for the hosts' daemons, separated by blanks
 */
public record LabOptions(
    Path top, Path dir, String prefix, String hostNames, HostEngine engine, String daemonFlags) {
  public LabOptions {
    if (!prefix.startsWith("jsw")) {
      throw new IllegalArgumentException("a lab's prefix begins with jsw, not " + prefix);
    }
  }

  /**
   * A lab of our own daemons under /var/tmp, named so that tests of different classes do not meet.
   */
  public static LabOptions of(Path top, String name) {
    return new LabOptions(
        top, Path.of("/var/tmp/jsw-" + name), "jsw-" + name, "jsw-h", HostEngine.JSWARMD, "");
  }

  public LabOptions withEngine(HostEngine other) {
    return new LabOptions(top, dir, prefix, hostNames, other, daemonFlags);
  }

  public LabOptions withDaemonFlags(String flags) {
    return new LabOptions(top, dir, prefix, hostNames, engine, flags);
  }
}
