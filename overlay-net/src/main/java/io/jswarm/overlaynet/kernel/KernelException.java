package io.jswarm.overlaynet.kernel;

import java.io.IOException;
import java.util.Map;

/** The kernel refused; the message names what could not be done and the kernel's reason. */
public final class KernelException extends IOException {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EBUSY = 16;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int EOPNOTSUPP = 95;
  static final int EADDRNOTAVAIL = 99;

  private static final long serialVersionUID = 1L;

  /** Reasons in the words of strerror(3), for those a person is likely to meet. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(EPERM, "operation not permitted"),
          Map.entry(ENOENT, "no such file or directory"),
          Map.entry(ESRCH, "no such process or entry"),
          Map.entry(12, "cannot allocate memory"),
          Map.entry(13, "permission denied"),
          Map.entry(EBUSY, "device or resource busy"),
          Map.entry(EEXIST, "exists already"),
          Map.entry(ENODEV, "no such device"),
          Map.entry(EINVAL, "invalid argument"),
          Map.entry(24, "too many open files"),
          Map.entry(28, "no space left on device"),
          Map.entry(34, "out of range"),
          Map.entry(95, "operation not supported by this kernel"),
          Map.entry(97, "address family not supported by this kernel"),
          Map.entry(98, "address already in use"),
          Map.entry(EADDRNOTAVAIL, "no such address"),
          Map.entry(100, "network is down"),
          Map.entry(101, "network is unreachable"),
          Map.entry(105, "no buffer space available"));

  private final int errno;

  KernelException(String what, int errno) {
    super(what + ": " + reason(errno));
    this.errno = errno;
  }

  /**
   * @param detail the kernel's own sentence, empty when it gave none
   */
  KernelException(String what, int errno, String detail) {
    super(what + ": " + reason(errno) + (detail.isEmpty() ? "" : " (" + detail + ")"));
    this.errno = errno;
  }

  /** A refusal that comes with a sentence and no number. */
  KernelException(String message) {
    super(message);
    this.errno = 0;
  }

  /** The kernel's number of the reason; 0 when it gave none. */
  public int errno() {
    return errno;
  }

  private static String reason(int errno) {
    return REASONS.getOrDefault(errno, "errno " + errno);
  }
}
