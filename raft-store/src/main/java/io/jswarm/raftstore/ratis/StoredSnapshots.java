package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots on disk, looked at before Ratis chooses one: it would take a truncated one. */
final class StoredSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSnapshots.class);
  private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");

  /** Files that end so are not looked at again; they are kept for whoever wants to know. */
  static final String SET_ASIDE = ".corrupt";

  private record Stored(Path file, long index) {}

  private StoredSnapshots() {}

  /**
   * Sets aside every snapshot that is newer than the newest whole one.
   *
   * @param directory where they are; may be missing
   * @return the index of the newest whole one
   */
  static Optional<Long> keepWhole(Path directory) throws IOException {
    for (Stored stored : newestFirst(directory)) {
      if (isWhole(stored.file)) {
        return Optional.of(stored.index);
      }
      LOG.warn("the snapshot {} is damaged: set aside, an older one is used", stored.file);
      Files.move(
          stored.file,
          stored.file.resolveSibling(stored.file.getFileName() + SET_ASIDE),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.empty();
  }

  private static List<Stored> newestFirst(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .flatMap(file -> stored(file).stream())
          .sorted(Comparator.comparingLong(Stored::index).reversed())
          .toList();
    }
  }

  private static Optional<Stored> stored(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Stored(file, Long.parseLong(name.group(2))))
        : Optional.empty();
  }

  private static boolean isWhole(Path file) {
    try {
      MD5Hash said = MD5FileUtil.readStoredMd5ForFile(file.toFile());
      return said != null && said.equals(MD5FileUtil.computeMd5ForFile(file.toFile()));
    } catch (IOException e) {
      LOG.warn("the checksum of {} cannot be read: {}", file, e.toString());
      return false;
    }
  }
}
