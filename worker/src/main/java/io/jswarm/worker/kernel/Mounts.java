package io.jswarm.worker.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Overlay mounts of this mount namespace. */
public final class Mounts {
  /** The kernel copies one page of mount options and cuts what is longer. */
  private static final int MAX_OPTION_BYTES = 4095;

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
    String prefix = real + "/";
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> unescape(line.split(" ", 6)[4]))
          .filter(point -> point.startsWith(prefix))
          .map(Path::of)
          .sorted()
          .toList();
    }
  }

  /**
   * The kernel writes blanks, tabs, newlines and backslashes of a mount point as three octal
   * digits.
   */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
