package io.jswarm.worker.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory whose contents are not trusted: a layer being unpacked, a container's root. Every
 * path is resolved by the kernel as if this directory were {@code /} (openat2 with
 * RESOLVE_IN_ROOT), so no symbolic link and no {@code ..} can lead out of it.
 */
public final class RootedDirectory implements AutoCloseable {
  private static final int RESOLVE_NO_MAGICLINKS = 0x02;
  private static final int RESOLVE_BENEATH = 0x08;
  private static final int RESOLVE_IN_ROOT = 0x10;
  private static final int OPEN_HOW_BYTES = 24;
  private static final int NEW_DIRECTORY_MODE = 0755;

  /** A path of the kernel's is at most 4096 bytes, so it has at most half as many parts. */
  private static final int MAX_PARTS = 2048;

  private final Descriptor root;

  private RootedDirectory(Descriptor root) {
    this.root = root;
  }

  public static RootedDirectory open(Path directory) throws ErrnoException {
    return new RootedDirectory(Descriptor.ofDirectory(directory));
  }

  /**
   * Splits a path of the untrusted contents into its names.
   *
   * @throws IOException when it has a {@code ..}, a NUL or too many parts
   */
  public static List<String> parts(String path) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IOException("the path " + path + " leads out of its root directory");
      }
      parts.add(part);
    }
    if (parts.size() > MAX_PARTS) {
      throw new IOException("a path has more than " + MAX_PARTS + " parts");
    }
    return parts;
  }

  /** Opens a directory beneath the root; the empty path is the root itself. */
  public Descriptor directory(String path) throws ErrnoException {
    return openBeneath(path, Descriptor.O_PATH | Descriptor.O_DIRECTORY);
  }

  /**
   * Opens whatever is by this path, to be mounted elsewhere; a path or a symbolic link that leads
   * out of the root is refused instead of being taken for one within.
   */
  public Descriptor anythingBeneath(String path) throws ErrnoException {
    return open(path, Descriptor.O_PATH, RESOLVE_BENEATH);
  }

  /**
   * Opens a directory beneath the root and makes it, and the missing ones above it, when it is not
   * there.
   */
  public Descriptor ensureDirectory(List<String> parts) throws ErrnoException {
    String path = String.join("/", parts);
    try {
      return directory(path);
    } catch (ErrnoException e) {
      if (e.errno() != ErrnoException.ENOENT) {
        throw e;
      }
    }
    for (int depth = 1; depth <= parts.size(); depth++) {
      ensureOne(parts.subList(0, depth));
    }
    return directory(path);
  }

  private void ensureOne(List<String> parts) throws ErrnoException {
    try (Descriptor parent = directory(String.join("/", parts.subList(0, parts.size() - 1)))) {
      Place place = new Place(parent, parts.getLast());
      try {
        place.makeDirectory(NEW_DIRECTORY_MODE);
        place.setMode(NEW_DIRECTORY_MODE); // whatever the umask
      } catch (ErrnoException e) {
        if (e.errno() != ErrnoException.EEXIST) {
          throw e;
        }
      }
    }
  }

  /**
   * Reads a regular file beneath the root, following links inside it. Anything else by that name (a
   * FIFO would block for ever) counts as absent.
   *
   * @throws IOException when it is longer than {@code maxBytes}
   */
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    try (Descriptor file = openBeneath(path, Descriptor.O_PATH)) {
      if (!file.isRegularFile()) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file.path())) {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw new IOException(path + " is longer than " + maxBytes + " bytes");
        }
        return Optional.of(bytes);
      }
    } catch (ErrnoException e) {
      if (e.errno() == ErrnoException.ENOENT || e.errno() == ErrnoException.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Descriptor openBeneath(String path, int flags) throws ErrnoException {
    return open(path, flags, RESOLVE_IN_ROOT);
  }

  private Descriptor open(String path, int flags, int resolve) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(OPEN_HOW_BYTES, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags | Descriptor.O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, resolve | RESOLVE_NO_MAGICLINKS);
      long name = Descriptor.cString(arena, path.isEmpty() ? "." : path);
      return new Descriptor(
          Syscall.OPENAT2.call("/" + path, root.number(), name, how.address(), OPEN_HOW_BYTES));
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
