package io.jswarm.worker.kernel;

import io.jswarm.overlaynet.kernel.Machine;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says when processes end, whoever their parent is: one epoll set of pidfds and one thread waiting
 * on it, so a thousand containers cost a thousand descriptors and no thread. A platform thread,
 * because waiting in the kernel would pin a carrier of virtual threads.
 */
public final class ExitWatch implements AutoCloseable {
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EPOLL_CLOEXEC = 02000000;
  private static final int BATCH = 64;

  /** How long a closed watch may go on waiting. */
  private static final int WAIT_MILLIS = 500;

  /** The kernel packs struct epoll_event on x86-64 only. */
  private static final int EVENT_BYTES = Machine.X86_64 ? 12 : 16;

  private static final int DATA_OFFSET = Machine.X86_64 ? 4 : 8;

  private record Watched(Pidfd process, Runnable onExit) {}

  private final Descriptor epoll;
  private final ConcurrentHashMap<Integer, Watched> watched = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  private ExitWatch(Descriptor epoll) {
    this.epoll = epoll;
    this.thread = Thread.ofPlatform().daemon().name("container-exits").unstarted(this::run);
  }

  public static ExitWatch start() throws ErrnoException {
    ExitWatch watch =
        new ExitWatch(
            new Descriptor(Syscall.EPOLL_CREATE1.call("for container exits", EPOLL_CLOEXEC)));
    watch.thread.start();
    return watch;
  }

  /**
   * Calls {@code onExit} once when the process has ended, on a virtual thread of its own; takes
   * over the pidfd.
   */
  public void watch(Pidfd process, Runnable onExit) throws ErrnoException {
    int number = process.descriptor().number();
    watched.put(number, new Watched(process, onExit));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, 8);
      event.set(ValueLayout.JAVA_INT_UNALIGNED, 0, EPOLLIN);
      event.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, number);
      Syscall.EPOLL_CTL.call("add process", epoll.number(), EPOLL_CTL_ADD, number, event.address());
    } catch (ErrnoException e) {
      watched.remove(number);
      process.close();
      throw e;
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate((long) EVENT_BYTES * BATCH, 8);
      while (!closed) {
        long count =
            Syscall.EPOLL_PWAIT.attempt(epoll.number(), events.address(), BATCH, WAIT_MILLIS, 0, 8);
        if (count < 0 && count != -ErrnoException.EINTR) {
          throw new IllegalStateException("waiting for container exits failed, errno " + -count);
        }
        for (int i = 0; i < count; i++) {
          ended(
              (int)
                  events.get(
                      ValueLayout.JAVA_LONG_UNALIGNED, (long) i * EVENT_BYTES + DATA_OFFSET));
        }
      }
    } finally {
      watched.values().forEach(each -> each.process().close());
      epoll.close();
    }
  }

  private void ended(int number) {
    Watched one = watched.remove(number);
    if (one == null) {
      return;
    }
    Syscall.EPOLL_CTL.attempt(epoll.number(), EPOLL_CTL_DEL, number, 0);
    one.process().close();
    Thread.ofVirtual().name("container-exit").start(one.onExit());
  }

  /** Stops watching; no callback starts after this returns. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing the watch of container exits", e);
    }
  }
}
