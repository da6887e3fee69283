package io.jswarm.worker.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Mounts of this mount namespace: overlays, binds, file systems in memory. */
public final class Mounts {
  /** The kernel copies one page of mount options and cuts what is longer. */
  private static final int MAX_OPTION_BYTES = 4095;

  private static final long MS_RDONLY = 1;
  private static final long MS_NOSUID = 2;
  private static final long MS_NODEV = 4;
  private static final long MS_NOEXEC = 8;
  private static final long MS_BIND = 4096;
  private static final int MNT_DETACH = 2;
  private static final int UMOUNT_NOFOLLOW = 8;

  private Mounts() {}

  /**
   * Mounts an overlay.
   *
   * @param lower the read-only directories by name in {@code lowerRoot}, topmost first
   * @throws IOException when the options do not fit in a page (some 140 layers with short names) or
   *     the kernel refuses
   */
  public static void overlay(Path lowerRoot, List<String> lower, Path upper, Path work, Path target)
      throws IOException {
    // Through descriptors the paths are short however deep the data root lies: chains of over 100
    // layers fit.
    try (Descriptor lowers = Descriptor.ofDirectory(lowerRoot);
        Descriptor upperAt = Descriptor.ofDirectory(upper);
        Descriptor workAt = Descriptor.ofDirectory(work);
        Arena arena = Arena.ofConfined()) {
      StringBuilder options = new StringBuilder("lowerdir=");
      for (int i = 0; i < lower.size(); i++) {
        options.append(i == 0 ? "" : ":").append(lowers.path()).append('/').append(lower.get(i));
      }
      options.append(",upperdir=").append(upperAt.path()).append(",workdir=").append(workAt.path());
      if (options.length() > MAX_OPTION_BYTES) {
        throw new IOException(
            "an image of %d layers is too deep: its overlay options take %d bytes, the kernel takes %d"
                .formatted(lower.size(), options.length(), MAX_OPTION_BYTES));
      }
      long type = Descriptor.cString(arena, "overlay");
      Syscall.MOUNT.call(
          "overlay on " + target,
          type,
          Descriptor.cString(arena, target.toString()),
          type,
          0,
          Descriptor.cString(arena, options.toString()));
    }
  }

  /**
   * Mounts an overlay nobody can write to.
   *
   * @param lower the directories by name in {@code lowerRoot}, topmost first, two at least
   */
  public static void readOnlyOverlay(Path lowerRoot, List<String> lower, Path target)
      throws IOException {
    try (Descriptor lowers = Descriptor.ofDirectory(lowerRoot)) {
      String options =
          lower.stream()
              .map(each -> lowers.path() + "/" + each)
              .collect(Collectors.joining(":", "lowerdir=", ""));
      if (options.length() > MAX_OPTION_BYTES) {
        throw new IOException(
            "an image of %d layers is too deep to be mounted".formatted(lower.size()));
      }
      mount("overlay", target, "overlay", MS_RDONLY, options);
    }
  }

  /**
   * Mounts a file system that is kept in memory, for plain files only.
   *
   * @param options the kernel's, such as {@code mode=0700,size=65536}
   */
  public static void tmpfs(Path target, String options) throws ErrnoException {
    mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options);
  }

  /** Shows a directory or a file in a second place too; both must be of one kind. */
  public static void bind(Path source, Path target) throws ErrnoException {
    mount(source.toString(), target, "", MS_BIND, "");
  }

  /**
   * As mount(2).
   *
   * @param flags the {@code MS_} flags, of which binding and propagation go alone
   * @param data for the file system; never part of an error's message, as it may hold a password
   */
  public static void mount(String source, Path target, String type, long flags, String data)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.MOUNT.call(
          source + " on " + target,
          Descriptor.cString(arena, source),
          Descriptor.cString(arena, target.toString()),
          Descriptor.cString(arena, type),
          flags,
          Descriptor.cString(arena, data));
    }
  }

  /**
   * Takes a mount away, at once for new users and when the last one is done for good.
   *
   * @return false when nothing was mounted there
   */
  public static boolean unmount(Path target) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          Syscall.UMOUNT2.attempt(
              Descriptor.cString(arena, target.toString()), MNT_DETACH | UMOUNT_NOFOLLOW);
      if (result == -ErrnoException.EINVAL || result == -ErrnoException.ENOENT) {
        return false;
      }
      if (result < 0) {
        throw new ErrnoException("umount " + target, (int) -result);
      }
      return true;
    }
  }

  /** The mount points beneath a directory, deepest last. */
  public static List<Path> beneath(Path directory) throws IOException {
    Path real = Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath();
    return MountTable.read().stream()
        .map(MountTable.Entry::point)
        .filter(point -> point.startsWith(real) && !point.equals(real))
        .sorted()
        .toList();
  }

  /** Takes away every mount beneath a directory, the deepest first. */
  public static void unmountBeneath(Path directory) throws IOException {
    for (Path each : beneath(directory).reversed()) {
      unmount(each);
    }
  }
}
