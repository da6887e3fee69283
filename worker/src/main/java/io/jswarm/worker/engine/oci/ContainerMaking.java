package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineTimes;
import io.jswarm.worker.image.LocalImage;
import io.jswarm.worker.kernel.ErrnoException;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.ProcessStat;
import io.jswarm.worker.kernel.RootedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/**
 * Makes a container from a plan and an image that is here: files, mounts, bundle, and the waiting
 * process.
 */
final class ContainerMaking {
  private static final int MAX_PASSWD_BYTES = 4 << 20;

  private final Workshop shop;
  private final ContainerPlan plan;
  private final List<ContainerFile> given;
  private final ContainerFiles files;
  private EngineTimes times = EngineTimes.NONE;

  ContainerMaking(
      Workshop shop, ContainerPlan plan, List<ContainerFile> given, ContainerFiles files) {
    this.shop = shop;
    this.plan = plan;
    this.given = given;
    this.files = files;
  }

  /** How long the steps of {@link #make} took. */
  EngineTimes times() {
    return times;
  }

  /** Makes it; what a failure leaves is the caller's to clear. */
  ContainerRecord make(LocalImage image) throws IOException {
    ContainerSpec spec = plan.container();
    ContainerProcess process = ProcessMerge.merge(plan, image.config());
    LogOptions log = LogOptions.of(plan.spec().logDriver());
    HostAccess access = HostAccess.of(plan, shop.settings().cdi());
    Instant began = shop.clock().instant();
    layOut(image);
    Instant mounted = shop.clock().instant();
    Users users = users(process);
    Identity identity = users.identity(process.user(), spec.groups());
    SequencedMap<String, Path> named = NetworkFiles.write(plan, process.hostname(), files.exec());
    MountMaking.Made made = new MountMaking(shop, plan, files).make(image);
    List<BundleMounts.Entry> shown =
        MemoryFiles.among(made.entries(), MemoryFiles.write(given, files.memory(), users::owner));
    var mounts = BundleMounts.of(shown, named, shop.cgroups().layout());
    String cgroup = shop.cgroupOf(plan.containerId());
    Files.write(
        files.config(),
        Json.writeBytes(
            shop.bundle()
                .config(
                    new Bundle.Input(
                        plan, process, identity, cgroup, mounts, made.propagation(), access))));
    Conmon.Output output = new Conmon.Output(process.tty(), spec.openStdin(), log);
    Instant bundled = shop.clock().instant();
    int pid = shop.conmon().create(plan.containerId(), files, output);
    Instant created = shop.clock().instant();
    times =
        new EngineTimes(
            Duration.between(began, mounted),
            Duration.between(mounted, bundled),
            Duration.between(bundled, created),
            Duration.ZERO);
    return new ContainerRecord(
        ContainerRecord.FORMAT,
        plan,
        image.id(),
        process,
        created,
        ContainerRecord.Phase.CREATED,
        pid,
        ticks(pid),
        conmonPid(),
        ticks(conmonPid()),
        null,
        null,
        made.points());
  }

  private void layOut(LocalImage image) throws IOException {
    for (Path each : new Path[] {files.data(), files.upper(), files.work(), files.exec()}) {
      Files.createDirectories(each);
    }
    Files.createDirectories(files.rootFileSystem());
    // The root directory of the container shows the mode of the topmost layer, which this is.
    Files.setPosixFilePermissions(files.upper(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Mounts.overlay(
        image.layerRoot(), image.layers(), files.upper(), files.work(), files.rootFileSystem());
  }

  /** The container's own users and groups. */
  private record Users(String passwd, String group) {
    Identity identity(String user, List<String> more) {
      return Identity.of(user, more, passwd, group);
    }

    Identity owner(ContainerFile file) {
      return identity(file.uid() + ":" + file.gid(), List.of());
    }
  }

  private Users users(ContainerProcess process) throws IOException {
    try (RootedDirectory root = RootedDirectory.open(files.rootFileSystem())) {
      try (var _ = root.ensureDirectory(RootedDirectory.parts(process.workingDirectory()))) {
        return new Users(text(root, "etc/passwd"), text(root, "etc/group"));
      } catch (ErrnoException e) {
        throw new EngineException.Rejected(
            "Cannot mkdir: %s is not a directory".formatted(process.workingDirectory()), e);
      }
    }
  }

  private static String text(RootedDirectory root, String path) throws IOException {
    return root.read(path, MAX_PASSWD_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private int conmonPid() throws IOException {
    return Integer.parseInt(Files.readString(files.conmonPid()).strip());
  }

  /** 0 when the process is gone already: then nothing will ever be taken for it. */
  private static long ticks(int pid) throws IOException {
    return ProcessStat.read(pid).map(ProcessStat::startTicks).orElse(0L);
  }
}
