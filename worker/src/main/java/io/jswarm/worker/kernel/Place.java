package io.jswarm.worker.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One name in an opened directory. No operation follows a symbolic link by that name, and none
 * creates through one.
 *
 * @param parent the directory; stays the caller's to close
 * @param name a single path part
 */
public record Place(Descriptor parent, String name) {
  /** What can be by a name. */
  public enum Kind {
    ABSENT,
    DIRECTORY,
    OTHER
  }

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int NEW_FILE_MODE = 0600;

  public Place {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a single name: '" + name + "'");
    }
  }

  public Kind kind() throws ErrnoException {
    int flags = Descriptor.O_PATH | Descriptor.O_NOFOLLOW | Descriptor.O_CLOEXEC;
    try (Arena arena = Arena.ofConfined()) {
      long result = Syscall.OPENAT.attempt(parent.number(), cName(arena), flags, 0);
      if (result == -ErrnoException.ENOENT) {
        return Kind.ABSENT;
      }
      if (result < 0) {
        throw new ErrnoException("open " + name, (int) -result);
      }
      Syscall.CLOSE.attempt(result);
      long directory =
          Syscall.OPENAT.attempt(parent.number(), cName(arena), flags | Descriptor.O_DIRECTORY, 0);
      if (directory < 0) {
        return Kind.OTHER;
      }
      Syscall.CLOSE.attempt(directory);
      return Kind.DIRECTORY;
    }
  }

  /** Opens the directory by this name, for use as a starting point. */
  public Descriptor directory() throws ErrnoException {
    int flags =
        Descriptor.O_PATH | Descriptor.O_DIRECTORY | Descriptor.O_NOFOLLOW | Descriptor.O_CLOEXEC;
    try (Arena arena = Arena.ofConfined()) {
      return new Descriptor(Syscall.OPENAT.call(name, parent.number(), cName(arena), flags, 0));
    }
  }

  public void makeDirectory(int mode) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.MKDIRAT.call(name, parent.number(), cName(arena), mode);
    }
  }

  /**
   * Makes a FIFO or device.
   *
   * @param type the file type bits, as S_IFIFO
   */
  public void makeNode(int type, int mode, int major, int minor) throws ErrnoException {
    long device =
        (minor & 0xffL)
            | ((major & 0xfffL) << 8)
            | ((minor & 0xfff00L) << 12)
            | ((major & 0xfffff000L) << 32);
    try (Arena arena = Arena.ofConfined()) {
      Syscall.MKNODAT.call(name, parent.number(), cName(arena), type | mode, device);
    }
  }

  public void makeSymbolicLink(String target) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.SYMLINKAT.call(
          name, Descriptor.cString(arena, target), parent.number(), cName(arena));
    }
  }

  /** Makes this name another one of the same file. */
  public void makeHardLink(Place existing) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.LINKAT.call(
          name + " to " + existing.name,
          existing.parent.number(),
          existing.cName(arena),
          parent.number(),
          cName(arena),
          0);
    }
  }

  /** Makes a regular file, which must not exist, and lets the writer fill it. */
  public void makeFile(Content content) throws IOException {
    int flags =
        Descriptor.O_WRONLY
            | Descriptor.O_CREAT
            | Descriptor.O_EXCL
            | Descriptor.O_NOFOLLOW
            | Descriptor.O_CLOEXEC;
    try (Arena arena = Arena.ofConfined();
        Descriptor file =
            new Descriptor(
                Syscall.OPENAT.call(name, parent.number(), cName(arena), flags, NEW_FILE_MODE));
        OutputStream out = file.output()) {
      content.writeTo(out);
    }
  }

  /** What goes into a new file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  public void setOwner(int uid, int gid) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.FCHOWNAT.call(name, parent.number(), cName(arena), uid, gid, AT_SYMLINK_NOFOLLOW);
    }
  }

  /**
   * Sets the permission bits; only for what was just made here and is no symbolic link (the kernel
   * would follow it).
   */
  public void setMode(int mode) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.FCHMODAT.call(name, parent.number(), cName(arena), mode);
    }
  }

  /**
   * Sets the permission bits of what is here now, although others may write to the directory: what
   * has become a symbolic link meanwhile is refused.
   */
  public void setModeHeld(int mode) throws ErrnoException {
    int flags = Descriptor.O_PATH | Descriptor.O_NOFOLLOW | Descriptor.O_CLOEXEC;
    try (Arena arena = Arena.ofConfined();
        Descriptor held =
            new Descriptor(Syscall.OPENAT.call(name, parent.number(), cName(arena), flags, 0))) {
      long path = Descriptor.cString(arena, held.path().toString());
      Syscall.FCHMODAT.call(name, Descriptor.AT_FDCWD, path, mode);
    }
  }

  /** Sets owner and permission bits of the directory itself. */
  public static void setOwnerAndMode(Descriptor directory, int uid, int gid, int mode)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long here = Descriptor.cString(arena, ".");
      Syscall.FCHOWNAT.call("/", directory.number(), here, uid, gid, 0);
      Syscall.FCHMODAT.call("/", directory.number(), here, mode);
    }
  }

  /** Whether both are one name in one directory. */
  public boolean isSameNameAs(Place other) throws IOException {
    return name.equals(other.name) && Files.isSameFile(parent.path(), other.parent.path());
  }

  /** Sets access and modification time; never opens the file, which would block on a FIFO. */
  public void setTimes(Instant at) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long seconds = at.getEpochSecond();
      MemorySegment times =
          arena.allocateFrom(ValueLayout.JAVA_LONG, seconds, at.getNano(), seconds, at.getNano());
      Syscall.UTIMENSAT.call(
          name, parent.number(), cName(arena), times.address(), AT_SYMLINK_NOFOLLOW);
    }
  }

  public void setAttribute(String attribute, byte[] value) throws ErrnoException {
    setAttribute(parent.path() + "/" + name, attribute, value);
  }

  /** Sets an extended attribute of the directory itself. */
  public static void setAttribute(Descriptor directory, String attribute, byte[] value)
      throws ErrnoException {
    setAttribute(directory.path() + "/.", attribute, value);
  }

  private static void setAttribute(String path, String attribute, byte[] value)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Math.max(1, value.length));
      MemorySegment.copy(value, 0, bytes, ValueLayout.JAVA_BYTE, 0, value.length);
      Syscall.LSETXATTR.call(
          attribute,
          Descriptor.cString(arena, path),
          Descriptor.cString(arena, attribute),
          bytes.address(),
          value.length,
          0);
    }
  }

  /** Removes whatever is here, a directory with all it holds. */
  public void remove() throws IOException {
    if (kind() == Kind.DIRECTORY) {
      // Nobody else writes here, and the walk follows no links: the name cannot turn into one
      // meanwhile.
      FileTree.clear(Path.of(parent.path() + "/" + name));
      unlink(AT_REMOVEDIR);
      return;
    }
    unlink(0);
  }

  private void unlink(int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.UNLINKAT.call(name, parent.number(), cName(arena), flags);
    }
  }

  private long cName(Arena arena) {
    return Descriptor.cString(arena, name);
  }
}
