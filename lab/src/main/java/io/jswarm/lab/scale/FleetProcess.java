package io.jswarm.lab.scale;

import io.jswarm.api.codec.Json;
import io.jswarm.lab.fleet.Fleet;
import io.jswarm.lab.fleet.FleetCounts;
import io.jswarm.lab.host.LabHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Fleet} in a process of its own on one host, and what it said last. */
final class FleetProcess implements AutoCloseable {
  /** Puts itself into the control group whose file of members is its name, and goes on. */
  private static final String BE_THERE = "echo 0 > \"$0\" && exec \"$@\"";

  private static final String HEAP = "-Xmx1500m";

  private final Process process;
  private final Path directory;
  private volatile FleetCounts counts = FleetCounts.NONE;

  private FleetProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * What a fleet is told.
   *
   * @param processors the members of the control group it belongs to
   */
  record Order(
      int nodes, int first, String token, List<String> managers, int joins, Path processors) {}

  /** Starts a fleet; what its nodes keep is on a tmpfs, as if each had a disk of its own. */
  static FleetProcess start(LabHost host, Order order, Path errors) throws IOException {
    Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "jsw-fleet");
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", BE_THERE, order.processors.toString()));
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(
        List.of(
            HEAP,
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.allocator.useCacheForAllThreads=false",
            "-Djswarm.log.level=WARN",
            "-cp",
            System.getProperty("java.class.path"),
            Fleet.class.getName()));
    words.addAll(List.of("--nodes", Integer.toString(order.nodes)));
    words.addAll(List.of("--first", Integer.toString(order.first)));
    words.addAll(List.of("--token", order.token));
    words.addAll(List.of("--managers", String.join(",", order.managers)));
    words.addAll(List.of("--address", host.address()));
    words.addAll(List.of("--directory", directory.toString()));
    words.addAll(List.of("--joins", Integer.toString(order.joins)));
    FleetProcess fleet = new FleetProcess(host.spawn(errors, words), directory);
    Thread.ofVirtual().name("fleet").start(fleet::listen);
    return fleet;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          counts = Json.read(line, FleetCounts.class);
        }
      }
    } catch (IOException _) {
      // the fleet is gone
    }
  }

  /** What it said last; it speaks every second. */
  FleetCounts counts() {
    if (!process.isAlive()) {
      throw new IllegalStateException("a fleet has ended with " + process.exitValue());
    }
    return counts;
  }

  ProcessUse use() throws IOException {
    long pid =
        process
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .mapToLong(ProcessHandle::pid)
            .findFirst()
            .orElse(process.pid());
    return ProcessUse.of(pid);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
