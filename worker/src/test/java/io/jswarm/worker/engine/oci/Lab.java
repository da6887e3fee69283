package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.image.RegistryAccess;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine on directories of its own with one image, {@code bb:latest}. */
final class Lab {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private final Path root;
  private final OciSettings settings;
  private OciEngine engine;

  private Lab(Path root, OciSettings settings, OciEngine engine) {
    this.root = root;
    this.settings = settings;
    this.engine = engine;
  }

  static Lab open() throws IOException {
    Path root = Files.createTempDirectory("jsw-engine-test");
    OciSettings settings =
        new OciSettings(
            root.resolve("data"),
            root.resolve("exec"),
            "/jsw-engine-test-%d-%d"
                .formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet()),
            RegistryAccess.DEFAULT);
    OciEngine engine = OciEngine.open(settings, Clock.systemUTC());
    var _ =
        engine
            .images()
            .importRootFileSystem(
                Busybox.tar(), new ImportRequest("bb", "", List.of("ENV PATH=/bin"), ""));
    return new Lab(root, settings, engine);
  }

  OciEngine engine() {
    return engine;
  }

  OciSettings settings() {
    return settings;
  }

  /** Another daemon on the same directories; containers are not told. */
  void restart() {
    engine.close();
    engine = OciEngine.open(settings, Clock.systemUTC());
  }

  List<LogEntry> log(String id, LogRequest request) throws InterruptedException {
    List<LogEntry> entries = new java.util.ArrayList<>();
    engine.logs(id, request, entries::add);
    return entries;
  }

  /** All a container wrote. */
  String output(String id) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    log(id, LogRequest.ALL).forEach(each -> text.append(each.data().toText()));
    return text.toString();
  }

  /**
   * Removes all containers, and fails when a mount, control group, process or file of one is left.
   */
  void closeAndCheck() throws IOException {
    for (LocalContainer each : engine.list()) {
      engine.remove(each.id());
    }
    try (var left = Files.list(root.resolve("data/containers"));
        var bundles = Files.list(root.resolve("exec/containers"));
        var exits = Files.list(root.resolve("exec/exits"))) {
      assertThat(left).isEmpty();
      assertThat(bundles).isEmpty();
      assertThat(exits).isEmpty();
    }
    assertThat(Mounts.beneath(root)).isEmpty();
    assertThat(processes()).isEmpty();
    assertThat(controlGroups()).isEmpty();
    engine.close();
    removeControlGroups();
    FileTree.delete(root);
  }

  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .flatMap(each -> each.info().commandLine().stream())
        .filter(line -> line.contains(root.toString()) && line.contains("conmon"))
        .toList();
  }

  /** Those of containers; the parent stays, as a daemon's does. */
  private List<Path> controlGroups() throws IOException {
    return parents().stream().flatMap(Lab::children).toList();
  }

  private static java.util.stream.Stream<Path> children(Path parent) {
    try (var found = Files.list(parent)) {
      return found.filter(Files::isDirectory).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> parents() throws IOException {
    String name = settings.cgroupParent().substring(1);
    try (var hierarchies = Files.list(CGROUPS)) {
      return java.util.stream.Stream.concat(
              java.util.stream.Stream.of(CGROUPS), hierarchies.filter(Files::isDirectory))
          .map(each -> each.resolve(name))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private void removeControlGroups() throws IOException {
    for (Path each : parents()) {
      Files.delete(each);
    }
  }
}
