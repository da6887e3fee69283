package io.jswarm.worker.kernel;

import java.io.IOException;
import java.util.Map;

/**
 * A system call that failed; the message names the call, what it was about and the kernel's reason.
 */
public final class ErrnoException extends IOException {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENOSPC = 28;
  public static final int ENOSYS = 38;
  public static final int ENOTSUP = 95;

  private static final long serialVersionUID = 1L;

  /** Reasons in the words of strerror(3), for those a person is likely to meet. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(EPERM, "operation not permitted"),
          Map.entry(ENOENT, "no such file or directory"),
          Map.entry(ESRCH, "no such process"),
          Map.entry(12, "cannot allocate memory"),
          Map.entry(13, "permission denied"),
          Map.entry(16, "device or resource busy"),
          Map.entry(EEXIST, "file exists"),
          Map.entry(EXDEV, "invalid cross-device link"),
          Map.entry(ENOTDIR, "not a directory"),
          Map.entry(EISDIR, "is a directory"),
          Map.entry(19, "no such device"),
          Map.entry(EINVAL, "invalid argument"),
          Map.entry(24, "too many open files"),
          Map.entry(ENOSPC, "no space left on device"),
          Map.entry(30, "read-only file system"),
          Map.entry(36, "file name too long"),
          Map.entry(ENOSYS, "function not implemented by this kernel"),
          Map.entry(40, "too many levels of symbolic links"),
          Map.entry(ENOTSUP, "operation not supported"),
          Map.entry(110, "connection timed out"),
          Map.entry(111, "connection refused"),
          Map.entry(113, "no route to host"),
          Map.entry(122, "disk quota exceeded"));

  private final int errno;

  ErrnoException(String what, int errno) {
    super(what + ": " + reason(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  private static String reason(int errno) {
    return REASONS.getOrDefault(errno, "errno " + errno);
  }
}
