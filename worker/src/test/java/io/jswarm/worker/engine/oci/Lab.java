package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.device.CdiSpecs;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.image.RegistryAccess;
import io.jswarm.worker.kernel.ExitWatch;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.Pidfd;
import io.jswarm.worker.kernel.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    return open(new CdiSpecs(List.of()));
  }

  /** On a node with these devices. */
  static Lab open(CdiSpecs cdi) throws IOException {
    Path root = Files.createTempDirectory("jsw-engine-test");
    OciSettings settings =
        new OciSettings(
            root.resolve("data"),
            root.resolve("exec"),
            "/jsw-engine-test-%d-%d"
                .formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet()),
            RegistryAccess.DEFAULT,
            cdi);
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

  Path root() {
    return root;
  }

  /** What happens while no daemon runs. */
  @FunctionalInterface
  interface Meanwhile {
    void run() throws IOException;
  }

  /** Another daemon on the same directories; containers are not told. */
  void restart() {
    engine.close();
    engine = OciEngine.open(settings, Clock.systemUTC());
  }

  void restart(Meanwhile meanwhile) throws IOException {
    engine.close();
    meanwhile.run();
    engine = OciEngine.open(settings, Clock.systemUTC());
  }

  /** Runs a container to its end; returns all it wrote. */
  String run(ContainerPlan plan) throws InterruptedException {
    var _ = exit(plan);
    return output(plan.containerId());
  }

  Exit exit(ContainerPlan plan) throws InterruptedException {
    String id = engine.prepare(plan);
    var _ = engine.start(id);
    return engine.await(id);
  }

  /** Starts a container and waits until it has written its first line. */
  String running(ContainerPlan plan) throws InterruptedException {
    String id = engine.prepare(plan);
    var _ = engine.start(id);
    engine.logs(id, new LogRequest(true, false, true, null, null, -1), _ -> false);
    return id;
  }

  int pid(String id) {
    return engine.find(id).orElseThrow().state() instanceof LocalContainer.Running running
        ? running.started().pid()
        : 0;
  }

  int createdPid(String id) throws IOException {
    return Integer.parseInt(Files.readString(ContainerFiles.of(settings, id).pid()).strip());
  }

  /** Kills a process that is not this one's child, and waits until it is gone. */
  void killAndWait(int pid) throws IOException {
    long ticks = ProcessStat.read(pid).orElseThrow().startTicks();
    CountDownLatch gone = new CountDownLatch(1);
    try (ExitWatch watch = ExitWatch.start()) {
      Pidfd process = Pidfd.open(pid, ticks).orElseThrow();
      process.send(Signals.SIGKILL);
      watch.watch(process, gone::countDown);
      gone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  /** Conmon ends a moment after its container; what has not ended by then stays. */
  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(this::isConmonOfThis)
        .filter(Lab::stays)
        .map(ProcessHandle::toString)
        .toList();
  }

  private boolean isConmonOfThis(ProcessHandle process) {
    String line = process.info().commandLine().orElse("");
    return line.contains(root.toString()) && line.contains("conmon");
  }

  private static boolean stays(ProcessHandle process) {
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
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
