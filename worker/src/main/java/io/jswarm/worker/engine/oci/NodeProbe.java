package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.PluginDescription;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out what this node is. */
final class NodeProbe {
  private static final long CORE_NANOS = 1_000_000_000L;
  private static final Path KERNEL = Path.of("/proc/sys/kernel/osrelease");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path DISTRIBUTION = Path.of("/etc/os-release");

  private NodeProbe() {}

  static EngineFacts facts(OciSettings settings, Tools tools, Cgroups cgroups) throws IOException {
    return new EngineFacts(
        "oci",
        tools.version(),
        Runtime.getRuntime().availableProcessors() * CORE_NANOS,
        memoryBytes(),
        "linux",
        architecture(),
        kernel(),
        distribution(),
        cgroups,
        settings.dataRoot().toString(),
        List.of(
            new PluginDescription("Log", "json-file"),
            new PluginDescription("Log", "local"),
            new PluginDescription("Network", "host"),
            new PluginDescription("Network", "null"),
            new PluginDescription("Network", "overlay"),
            new PluginDescription("Volume", "local")),
        List.of("name=seccomp,profile=default"));
  }

  static String kernel() throws IOException {
    return Files.readString(KERNEL).strip();
  }

  /** As the kernel names it. */
  static String architecture() {
    return System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
  }

  /** As Docker names it. */
  static String dockerArchitecture() {
    return System.getProperty("os.arch").equals("aarch64")
        ? "arm64"
        : System.getProperty("os.arch");
  }

  private static long memoryBytes() throws IOException {
    return Files.readAllLines(MEMORY).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElseThrow(() -> new IOException(MEMORY + " does not say how much memory there is"));
  }

  private static String distribution() throws IOException {
    if (!Files.isReadable(DISTRIBUTION)) {
      return "Linux";
    }
    return Files.readAllLines(DISTRIBUTION).stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
        .findFirst()
        .orElse("Linux");
  }
}
