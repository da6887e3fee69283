package io.jswarm.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A few small files in one directory that change together or not at all, also when power fails.
 *
 * <p>New contents are written and flushed into {@code next.tmp/}, which becomes {@code next/} by
 * one rename: that is the moment of change. Then each file is moved over its old self. {@link
 * #recover} finishes what was renamed and forgets what was not.
 */
final class AtomicFiles {
  static final String STAGED = "next.tmp";
  static final String COMMITTED = "next";

  /** Certificates, a key, a key ring: far below this. */
  private static final int FILE_BYTES_MAX = 1024 * 1024;

  private final Path directory;

  AtomicFiles(Path directory) {
    this.directory = directory;
  }

  void replace(SortedMap<String, byte[]> contents) throws IOException {
    recover();
    stage(contents);
    commit();
    publish();
  }

  void stage(SortedMap<String, byte[]> contents) throws IOException {
    Path staged = directory.resolve(STAGED);
    createPrivateDirectory(staged);
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      writeDurably(staged.resolve(file.getKey()), file.getValue());
    }
    flushDirectory(staged);
  }

  void commit() throws IOException {
    Files.move(
        directory.resolve(STAGED), directory.resolve(COMMITTED), StandardCopyOption.ATOMIC_MOVE);
    flushDirectory(directory);
  }

  void publish() throws IOException {
    Path committed = directory.resolve(COMMITTED);
    for (Path file : list(committed)) {
      Files.move(
          file,
          directory.resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    flushDirectory(directory);
    Files.deleteIfExists(committed);
  }

  /** Brings the directory to the last committed contents. */
  void recover() throws IOException {
    createPrivateDirectory(directory);
    Path staged = directory.resolve(STAGED);
    if (Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS)) {
      for (Path file : list(staged)) {
        Files.delete(file);
      }
      Files.delete(staged);
    }
    if (Files.isDirectory(directory.resolve(COMMITTED), LinkOption.NOFOLLOW_LINKS)) {
      publish();
    }
  }

  Optional<byte[]> read(String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new IOException(name + " is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void delete(List<String> names) throws IOException {
    recover();
    for (String name : names) {
      Files.deleteIfExists(directory.resolve(name));
    }
    flushDirectory(directory);
  }

  private static void createPrivateDirectory(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private static void writeDurably(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void flushDirectory(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
