package io.jswarm.worker.kernel;

import io.jswarm.overlaynet.kernel.Machine;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An open file descriptor of this process, always close-on-exec. Closing twice is an error of the
 * caller.
 */
public final class Descriptor implements AutoCloseable {
  static final int O_WRONLY = 1;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;
  static final int O_DIRECTORY = Machine.X86_64 ? 0200000 : 040000;
  static final int O_NOFOLLOW = Machine.X86_64 ? 0400000 : 0100000;

  static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BYTES = 256;
  private static final int STATX_MODE_OFFSET = 28;
  private static final int S_IFMT = 0170000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFDIR = 0040000;
  private static final int WRITE_CHUNK_BYTES = 1 << 16;

  private final int number;

  Descriptor(long number) {
    this.number = (int) number;
  }

  /** Opens the directory for use as a starting point; nothing can be read or written through it. */
  public static Descriptor ofDirectory(Path directory) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long path = cString(arena, directory.toString());
      return new Descriptor(
          Syscall.OPENAT.call(
              directory.toString(), AT_FDCWD, path, O_PATH | O_DIRECTORY | O_CLOEXEC, 0));
    }
  }

  /** The number the kernel knows this descriptor by. */
  public int number() {
    return number;
  }

  /** A path through which this process (and no other) reaches the open file. */
  public Path path() {
    return Path.of("/proc/self/fd/" + number);
  }

  boolean isRegularFile() throws ErrnoException {
    return isOfType(S_IFREG);
  }

  /** Whether a directory is open. */
  public boolean isDirectory() throws ErrnoException {
    return isOfType(S_IFDIR);
  }

  private boolean isOfType(int type) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stat = arena.allocate(STATX_BYTES, 8);
      Syscall.STATX.call(
          "open file", number, cString(arena, ""), AT_EMPTY_PATH, 0x1 | 0x2, stat.address());
      int mode = Short.toUnsignedInt(stat.get(ValueLayout.JAVA_SHORT, STATX_MODE_OFFSET));
      return (mode & S_IFMT) == type;
    }
  }

  /** Flushes the file system a directory lies on: a power loss keeps what is written so far. */
  public static void syncFileSystem(Path directory) throws ErrnoException {
    try (Arena arena = Arena.ofConfined();
        Descriptor opened =
            new Descriptor(
                Syscall.OPENAT.call(
                    directory.toString(),
                    AT_FDCWD,
                    cString(arena, directory.toString()),
                    O_DIRECTORY | O_CLOEXEC,
                    0))) {
      Syscall.SYNCFS.call(directory.toString(), opened.number());
    }
  }

  /**
   * Appends to a regular file opened for writing. Closing the stream leaves the descriptor open.
   */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int value) throws ErrnoException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws ErrnoException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment buffer = arena.allocate(Math.clamp(length, 1, WRITE_CHUNK_BYTES));
          int done = 0;
          while (done < length) {
            int chunk = Math.min(length - done, WRITE_CHUNK_BYTES);
            MemorySegment.copy(bytes, offset + done, buffer, ValueLayout.JAVA_BYTE, 0, chunk);
            done += (int) Syscall.WRITE.call("file", number, buffer.address(), chunk);
          }
        }
      }
    };
  }

  @Override
  public void close() {
    Syscall.CLOSE.attempt(number);
  }

  static long cString(Arena arena, String text) {
    return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
  }
}
