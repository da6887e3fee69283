package io.jswarm.overlaynet.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Network namespaces that last without a process in them: each is held by a file it is mounted on.
 */
final class NamespaceFile {
  static final int NEW_NETWORK = 0x40000000;

  private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/ns/net");
  private static final int BIND = 0x1000;
  private static final int DETACH = 2;
  private static final int NO_FOLLOW = 8;
  private static final int GET_KIND = 0xb703;

  private NamespaceFile() {}

  /** Gives the calling thread, which must be a platform thread about to end, a new namespace. */
  static void create(Path file) throws IOException {
    Files.createFile(file);
    try (Arena arena = Arena.ofConfined()) {
      Syscall.UNSHARE.call("cannot make a network namespace", NEW_NETWORK);
      Syscall.MOUNT.call(
          "cannot keep a network namespace at " + file,
          Descriptor.cString(arena, OF_THIS_THREAD.toString()),
          Descriptor.cString(arena, file.toString()),
          Descriptor.cString(arena, "none"),
          BIND,
          0);
    } catch (KernelException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Whether a network namespace is mounted there. */
  static boolean isMounted(Path file) throws KernelException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (Descriptor opened = Descriptor.open(file)) {
      return Syscall.IOCTL.attempt(opened.number(), GET_KIND, 0) == NEW_NETWORK;
    }
  }

  /** Lets go of the namespace; it ends once no process is in it. Nothing there is fine. */
  static void delete(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long path = Descriptor.cString(arena, file.toString());
      long result = Syscall.UMOUNT2.attempt(path, DETACH | NO_FOLLOW);
      if (result < 0 && result != -KernelException.EINVAL && result != -KernelException.ENOENT) {
        throw new KernelException("cannot let go of the network namespace " + file, (int) -result);
      }
    }
    Files.deleteIfExists(file);
  }
}
