package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The open segment of Ratis' log as it lies on disk: 8 bytes of header, then entries, each its
 * length as a varint, its bytes and the CRC-32C of both; the rest of the file is zeros written
 * ahead.
 *
 * <p>After a power loss the entries that were written but not yet forced may be there in part: the
 * file may end early, and any sector that did not arrive still holds zeros. Ratis takes only the
 * first for what it is, and refuses to start at the second. {@link #cutTornTail} cuts both, and
 * nothing else: an entry that is wrong without such a hole, or that has sound ones behind it, was
 * whole once and may have been acknowledged.
 */
final class SegmentFile {
  private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 4;

  /** The smallest unit a disk writes as a whole. */
  private static final int SECTOR_BYTES = 512;

  private static final int VARINT_BYTES_MAX = 5;

  private final Path file;
  private final byte[] bytes;

  /** One entry's place: where it begins and ends, its checksum included. */
  private record Frame(int begin, int end) {}

  private SegmentFile(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Cuts what a power loss has left half-written at the end of an open segment.
   *
   * @return how many bytes that were not zero are gone; 0 when the segment was whole
   * @throws LogDamaged when an entry is broken that a power loss cannot have broken
   */
  static int cutTornTail(Path file) throws IOException {
    SegmentFile segment = new SegmentFile(file, Files.readAllBytes(file));
    int sound = segment.soundBytes();
    int lost = segment.nonZeroAfter(sound);
    if (lost > 0 || sound == 0) {
      cut(file, sound);
    }
    return lost;
  }

  /** Where the last sound entry ends; 0 when not even the header is there. */
  private int soundBytes() throws LogDamaged {
    if (!headerIsWhole()) {
      return 0;
    }
    int at = HEADER.length;
    while (at < bytes.length && bytes[at] != 0) {
      Frame frame = frameAt(at);
      if (frame == null || !isSound(frame)) {
        requireTorn(at, frame);
        return at;
      }
      at = frame.end;
    }
    requireNothingSoundBehind(at);
    return at;
  }

  /** A file whose header is cut short holds no entry; one that begins otherwise is not ours. */
  private boolean headerIsWhole() throws LogDamaged {
    for (int i = 0; i < HEADER.length; i++) {
      if (i == bytes.length || bytes[i] == 0) {
        requireNothingSoundBehind(i);
        return false;
      }
      if (bytes[i] != HEADER[i]) {
        throw new LogDamaged(file, "it does not begin as a part of the log");
      }
    }
    return true;
  }

  /** Null when the file ends before the entry does, or when there is no length. */
  private @Nullable Frame frameAt(int at) {
    long length = 0;
    for (int i = 0; i < VARINT_BYTES_MAX && at + i < bytes.length; i++) {
      byte next = bytes[at + i];
      length |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        long end = at + i + 1 + length + CHECKSUM_BYTES;
        return end > bytes.length ? null : new Frame(at, (int) end);
      }
    }
    return null;
  }

  private boolean isSound(Frame frame) {
    CRC32C sum = new CRC32C();
    int covered = frame.end - CHECKSUM_BYTES - frame.begin;
    sum.update(bytes, frame.begin, covered);
    return (int) sum.getValue() == ByteBuffer.wrap(bytes).getInt(frame.begin + covered);
  }

  private void requireTorn(int at, @Nullable Frame broken) throws LogDamaged {
    requireNothingSoundBehind(at + 1);
    if (broken != null && !hasEmptySector(broken)) {
      throw new LogDamaged(file, "the checksum of the entry at byte " + at + " is wrong");
    }
  }

  /** Whether some sector holds nothing of the entry, as when it did not reach the disk. */
  private boolean hasEmptySector(Frame frame) {
    for (int from = frame.begin; from < frame.end; ) {
      int to = Math.min(frame.end, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
      if (isZero(from, to)) {
        return true;
      }
      from = to;
    }
    return false;
  }

  /** A sound entry behind the hole shows that what is missing had been written before it. */
  private void requireNothingSoundBehind(int hole) throws LogDamaged {
    for (int at = hole; at < bytes.length; at++) {
      Frame frame = bytes[at] == 0 ? null : frameAt(at);
      if (frame != null && isSound(frame)) {
        throw new LogDamaged(
            file, "nothing can be read at byte " + hole + ", and there are entries behind it");
      }
    }
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private int nonZeroAfter(int from) {
    int count = 0;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        count++;
      }
    }
    return count;
  }

  private static void cut(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }
}
