package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a power loss in the middle of a write leaves at the end of a member's log. */
public final class TornTail {
  /** Of an entry of 1,200 bytes the length and the first 300 have reached the disk. */
  private static final int BEGUN = 300;

  private static final byte[] LENGTH = {(byte) ((1200 & 0x7f) | 0x80), 1200 >> 7};

  private TornTail() {}

  /** Leaves the beginning of an entry behind the last one of the member that kept its log here. */
  public static void leave(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> open =
          files
              .filter(file -> file.getFileName().toString().startsWith("log_inprogress_"))
              .sorted()
              .toList();
      if (!open.isEmpty()) {
        append(open.getLast());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path segment) throws IOException {
    byte[] all = Files.readAllBytes(segment);
    int end = all.length;
    while (end > 0 && all[end - 1] == 0) {
      end--;
    }
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(end);
      file.seek(end);
      file.write(LENGTH);
      file.write("y".repeat(BEGUN).getBytes(StandardCharsets.US_ASCII));
      file.write(new byte[4096]);
    }
  }
}
