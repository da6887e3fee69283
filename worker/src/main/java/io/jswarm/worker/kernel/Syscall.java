package io.jswarm.worker.kernel;

import io.jswarm.overlaynet.kernel.KernelEntry;
import io.jswarm.overlaynet.kernel.Machine;
import java.util.Locale;

/**
 * The system calls used, by number on x86-64 and on arm64. Arguments are passed as the kernel takes
 * them: six machine words, pointers as addresses of memory that lives through the call.
 */
enum Syscall {
  WRITE(1, 64),
  CLOSE(3, 57),
  MADVISE(28, 233),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  LSETXATTR(189, 6),
  LGETXATTR(192, 9),
  LLISTXATTR(195, 12),
  EPOLL_CTL(233, 21),
  OPENAT(257, 56),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  LINKAT(265, 37),
  SYMLINKAT(266, 36),
  FCHMODAT(268, 53),
  UTIMENSAT(280, 88),
  EPOLL_PWAIT(281, 22),
  EPOLL_CREATE1(291, 20),
  SYNCFS(306, 267),
  STATX(332, 291),
  PIDFD_SEND_SIGNAL(424, 424),
  PIDFD_OPEN(434, 434),
  OPENAT2(437, 437);

  private final long number;

  Syscall(int x86, int arm) {
    this.number = Machine.X86_64 ? x86 : arm;
  }

  /**
   * Calls the kernel and returns what it returned.
   *
   * @param about what the call is about, for the error's message
   * @throws ErrnoException when the kernel returns an error
   */
  long call(String about, long... args) throws ErrnoException {
    long result = attempt(args);
    if (result < 0) {
      throw new ErrnoException(name().toLowerCase(Locale.ROOT) + " " + about, (int) -result);
    }
    return result;
  }

  /** Calls the kernel; a negative result is the error number, negated. */
  long attempt(long... args) {
    return KernelEntry.attempt(number, args);
  }
}
