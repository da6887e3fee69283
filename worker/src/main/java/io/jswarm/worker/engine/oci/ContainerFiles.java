package io.jswarm.worker.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a container's files are.
 *
 * @param data survives a reboot
 * @param exec does not
 * @param exits where conmon leaves exit codes
 * @param exit where it leaves this one's
 */
record ContainerFiles(Path data, Path exec, Path exits, Path exit) {
  private static final String CONTAINERS = "containers";

  static Path dataOf(OciSettings settings) {
    return settings.dataRoot().resolve(CONTAINERS);
  }

  static Path execOf(OciSettings settings) {
    return settings.execRoot().resolve(CONTAINERS);
  }

  static Path exitsOf(OciSettings settings) {
    return settings.execRoot().resolve("exits");
  }

  static ContainerFiles of(OciSettings settings, String containerId) {
    return new ContainerFiles(
        dataOf(settings).resolve(containerId),
        execOf(settings).resolve(containerId),
        exitsOf(settings),
        exitsOf(settings).resolve(containerId));
  }

  Path record() {
    return data.resolve("record.json");
  }

  /** What the container writes over its image. */
  Path upper() {
    return data.resolve("upper");
  }

  Path work() {
    return data.resolve("work");
  }

  Path log() {
    return data.resolve("container.log");
  }

  Path config() {
    return exec.resolve("config.json");
  }

  Path rootFileSystem() {
    return exec.resolve("rootfs");
  }

  /**
   * Parts of volumes and images that are held in place for it, each mounted on a name of its own.
   */
  Path shown() {
    return exec.resolve("shown");
  }

  Path newShownDirectory() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(shown()), "tree-");
  }

  Path newShownFile() throws IOException {
    return Files.createTempFile(Files.createDirectories(shown()), "file-", "");
  }

  /** Where the tmpfs is that holds what must not reach a disk. */
  Path memory() {
    return exec.resolve("memory");
  }

  Path pid() {
    return exec.resolve("pid");
  }

  Path conmonPid() {
    return exec.resolve("conmon.pid");
  }

  /** Conmon makes it, and reads what it is to do. */
  Path conmonControl() {
    return exec.resolve("ctl");
  }

  Path conmonErrors() {
    return exec.resolve("conmon.errors");
  }

  /** What the runtime is to run beside the first process. */
  Path probe() {
    return exec.resolve("probe.json");
  }

  Path probePid() {
    return exec.resolve("probe.pid");
  }

  /** Conmon makes it when the kernel kills for want of memory. */
  Path oom() {
    return exec.resolve("oom");
  }
}
