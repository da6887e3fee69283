package io.jswarm.worker.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mounts of this process's namespace, as {@code /proc/self/mountinfo} lists them. */
public final class MountTable {
  private static final Path FILE = Path.of("/proc/self/mountinfo");
  private static final int POINT = 4;
  private static final int FIRST_TAG = 6;
  private static final String END_OF_TAGS = "-";

  private MountTable() {}

  /**
   * One mount.
   *
   * @param point where it is
   * @param isShared whether what is mounted beneath it is mounted beneath its peers too
   * @param isSlave whether what is mounted beneath another is mounted beneath it too
   */
  public record Entry(Path point, boolean isShared, boolean isSlave) {
    static Entry parse(String line) {
      String[] fields = line.split(" ", -1);
      boolean shared = false;
      boolean slave = false;
      for (int i = FIRST_TAG; i < fields.length && !fields[i].equals(END_OF_TAGS); i++) {
        shared |= fields[i].startsWith("shared:");
        slave |= fields[i].startsWith("master:");
      }
      return new Entry(Path.of(unescape(fields[POINT])), shared, slave);
    }
  }

  static List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
      entries.add(Entry.parse(line));
    }
    return entries;
  }

  /**
   * The mount a file lies on.
   *
   * @param file without symbolic links
   */
  public static Optional<Entry> of(Path file) throws IOException {
    return of(file, read());
  }

  /** Of two mounts at one place the later one is seen. */
  static Optional<Entry> of(Path file, List<Entry> entries) {
    Optional<Entry> nearest = Optional.empty();
    for (Entry each : entries) {
      boolean nearer =
          nearest.isEmpty() || each.point().getNameCount() >= nearest.get().point().getNameCount();
      if (file.startsWith(each.point()) && nearer) {
        nearest = Optional.of(each);
      }
    }
    return nearest;
  }

  /**
   * The kernel writes blanks, tabs, newlines and backslashes of a mount point as three octal
   * digits.
   */
  static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
