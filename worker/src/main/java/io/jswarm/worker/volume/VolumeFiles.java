package io.jswarm.worker.volume;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.SortedMap;

/**
 * A volume's folder: what its user sees, what is remembered of it, and a mark while it is filled.
 *
 * @param directory named as the volume
 */
record VolumeFiles(Path directory) {
  private static final int FORMAT = 1;

  /** The file that makes a folder a volume. */
  record Remembered(
      int format,
      SortedMap<String, String> options,
      SortedMap<String, String> labels,
      Instant created,
      String madeFor) {}

  /** What its user sees. */
  Path data() {
    return directory.resolve("_data");
  }

  private Path record() {
    return directory.resolve("volume.json");
  }

  /** There while an image's files are copied in: what is half there is not taken for data. */
  Path filling() {
    return directory.resolve("filling");
  }

  String name() {
    return directory.getFileName().toString();
  }

  /** Makes the folder; it is a volume once all of it is on disk. */
  void make(Volume volume) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectories(data());
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Remembered remembered =
        new Remembered(
            FORMAT, volume.options(), volume.labels(), volume.created(), volume.madeFor());
    WholeFile.writeDurably(record(), Json.writeBytes(remembered));
  }

  /** Whether the folder was finished. */
  boolean isWhole() {
    return Files.exists(record());
  }

  Volume read() throws IOException {
    try {
      Remembered found = Json.read(Files.readAllBytes(record()), Remembered.class);
      if (found.format() != FORMAT) {
        throw new IOException(
            "%s has format %d; this version reads %d".formatted(record(), found.format(), FORMAT));
      }
      return new Volume(
          name(), found.options(), found.labels(), found.created(), data(), found.madeFor());
    } catch (BadDocument e) {
      throw new IOException(record() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether its user would see nothing. */
  boolean isEmpty() throws IOException {
    try (var found = Files.newDirectoryStream(data())) {
      return !found.iterator().hasNext();
    }
  }
}
