package io.jswarm.worker.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The extended attributes of a file, such as a program's capabilities; no link is followed. */
final class ExtendedAttributes {
  /** The kernel's own limit, for the names together and for each value. */
  private static final int MAX_BYTES = 1 << 16;

  private ExtendedAttributes() {}

  /** All of them by name; none on a file system that has none. */
  static SortedMap<String, byte[]> of(Path file) throws ErrnoException {
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    try (Arena arena = Arena.ofConfined()) {
      long path = Descriptor.cString(arena, file.toString());
      MemorySegment buffer = arena.allocate(MAX_BYTES);
      long length = Syscall.LLISTXATTR.attempt(path, buffer.address(), MAX_BYTES);
      if (length == -ErrnoException.ENOTSUP) {
        return attributes;
      }
      if (length < 0) {
        throw new ErrnoException("llistxattr " + file, (int) -length);
      }
      String names =
          new String(
              buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
      for (String name : names.split("\0", -1)) {
        if (!name.isEmpty()) {
          long size =
              Syscall.LGETXATTR.call(
                  name + " of " + file,
                  path,
                  Descriptor.cString(arena, name),
                  buffer.address(),
                  MAX_BYTES);
          attributes.put(name, buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
        }
      }
    }
    return attributes;
  }
}
