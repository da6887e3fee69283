package io.jswarm.overlaynet.kernel;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An open file descriptor of this process, always close-on-exec. */
final class Descriptor implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int O_CLOEXEC = 02000000;

  private final int number;

  Descriptor(long number) {
    this.number = (int) number;
  }

  /** Opens a file for reading. */
  static Descriptor open(Path file) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      return new Descriptor(
          Syscall.OPENAT.call(
              "cannot open " + file, AT_FDCWD, cString(arena, file.toString()), O_CLOEXEC, 0));
    }
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    Syscall.CLOSE.attempt(number);
  }

  static long cString(Arena arena, String text) {
    return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
  }
}
