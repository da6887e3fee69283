package io.jswarm.overlaynet.kernel;

/**
 * The system calls used here, by number on x86-64 and on arm64. Arguments are passed as the kernel
 * takes them: machine words, pointers as addresses of memory that lives through the call.
 */
enum Syscall {
  CLOSE(3, 57),
  IOCTL(16, 29),
  SOCKET(41, 198),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SETSOCKOPT(54, 208),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  OPENAT(257, 56),
  UNSHARE(272, 97),
  SETNS(308, 268);

  private final long number;

  Syscall(int x86, int arm) {
    this.number = Machine.X86_64 ? x86 : arm;
  }

  /**
   * Calls the kernel and returns what it returned.
   *
   * @param what could not be done when it fails, for the error's message
   */
  long call(String what, long... args) throws KernelException {
    long result = attempt(args);
    if (result < 0) {
      throw new KernelException(what, (int) -result);
    }
    return result;
  }

  /** Calls the kernel; a negative result is the error number, negated. */
  long attempt(long... args) {
    return KernelEntry.attempt(number, args);
  }
}
