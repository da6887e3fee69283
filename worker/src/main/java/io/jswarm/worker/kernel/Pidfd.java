package io.jswarm.worker.kernel;

import java.io.IOException;
import java.util.Optional;

/**
 * A process held by a pidfd: the kernel never lets it stand for another process, even after the
 * number is used again.
 */
public final class Pidfd implements AutoCloseable {
  private final Descriptor descriptor;

  private Pidfd(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Takes hold of the process with this number and start time.
   *
   * @param startTicks as {@link ProcessStat#startTicks()}; guards against a number used again
   * @return empty when that process is gone
   */
  public static Optional<Pidfd> open(long pid, long startTicks) throws IOException {
    long result = Syscall.PIDFD_OPEN.attempt(pid, 0);
    if (result == -ErrnoException.ESRCH || result == -ErrnoException.EINVAL) {
      return Optional.empty();
    }
    if (result < 0) {
      throw new ErrnoException("pidfd_open " + pid, (int) -result);
    }
    Pidfd held = new Pidfd(new Descriptor(result));
    boolean same = ProcessStat.read(pid).filter(stat -> stat.isAlive(startTicks)).isPresent();
    if (same) {
      return Optional.of(held);
    }
    held.close();
    return Optional.empty();
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Sends a signal.
   *
   * @return false when the process is gone already
   */
  public boolean send(int signal) throws ErrnoException {
    long result = Syscall.PIDFD_SEND_SIGNAL.attempt(descriptor.number(), signal, 0, 0);
    if (result == -ErrnoException.ESRCH) {
      return false;
    }
    if (result < 0) {
      throw new ErrnoException("pidfd_send_signal " + signal, (int) -result);
    }
    return true;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
