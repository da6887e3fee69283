package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.ErrnoException;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The files a container is given beside its image: in a tmpfs of its own, which only root can look
 * into on the node, and from there each mounted by itself, read-only. The tmpfs outlives the daemon
 * and goes with the container.
 */
final class MemoryFiles {
  private static final List<String> OPTIONS =
      List.of("bind", "rprivate", "ro", "nosuid", "nodev", "noexec");

  /** A file takes whole pages, and an inode besides. */
  private static final long BYTES_PER_FILE = 8 << 10;

  private MemoryFiles() {}

  /**
   * Writes the files; what a failure leaves is {@link #clear}'s.
   *
   * @param owner who a file belongs to, by the container's own users and groups
   * @return the mounts that show them
   */
  static List<BundleMounts.Entry> write(
      List<ContainerFile> files, Path directory, Function<ContainerFile, Identity> owner)
      throws IOException {
    if (files.isEmpty()) {
      return List.of();
    }
    Files.createDirectories(directory);
    long bytes = files.stream().mapToLong(each -> each.data().size() + BYTES_PER_FILE).sum();
    mount(directory, "mode=0700,size=" + bytes);
    List<BundleMounts.Entry> mounts = new ArrayList<>();
    try (Descriptor here = Descriptor.ofDirectory(directory)) {
      for (ContainerFile file : files) {
        String name = Integer.toString(mounts.size());
        Identity identity = owner.apply(file);
        Place place = new Place(here, name);
        place.makeFile(out -> out.write(file.data().toArray()));
        place.setOwner(identity.uid(), identity.gid());
        place.setMode(file.mode());
        String source = directory.resolve(name).toString();
        mounts.add(new BundleMounts.Entry(destination(file), "bind", source, OPTIONS));
      }
    }
    return mounts;
  }

  /** Never swapped out, where the kernel can promise that (6.4 on). */
  private static void mount(Path directory, String options) throws ErrnoException {
    try {
      Mounts.tmpfs(directory, options + ",noswap");
    } catch (ErrnoException e) {
      if (e.errno() != ErrnoException.EINVAL) {
        throw e;
      }
      Mounts.tmpfs(directory, options);
    }
  }

  /**
   * The mounts of a container and these.
   *
   * @throws EngineException.Rejected when two would be at one place
   */
  static List<BundleMounts.Entry> among(
      List<BundleMounts.Entry> mounts, List<BundleMounts.Entry> handed) {
    List<BundleMounts.Entry> all = new ArrayList<>(mounts);
    Set<String> taken = new HashSet<>();
    mounts.forEach(each -> taken.add(each.destination()));
    for (BundleMounts.Entry each : handed) {
      if (!taken.add(each.destination())) {
        throw new EngineException.Rejected("Duplicate mount point: " + each.destination());
      }
      all.add(each);
    }
    return all;
  }

  private static String destination(ContainerFile file) {
    try {
      String clean = Path.of(file.target()).normalize().toString();
      if (clean.equals("/")) {
        throw new EngineException.Rejected(
            "a secret or config cannot be at '" + file.target() + "': name a file");
      }
      return clean;
    } catch (InvalidPathException e) {
      throw new EngineException.Rejected(
          "a secret or config cannot be at '" + e.getInput() + "', which is no path", e);
    }
  }

  /** Takes the files away; a container that still runs sees them until its end. */
  static void clear(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      FileTree.clear(directory);
      Mounts.unmount(directory);
    }
  }
}
