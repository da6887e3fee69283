package io.jswarm.overlaynet.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace, entered by one platform thread of its own: entering changes a thread of the
 * kernel, so neither a virtual thread nor one of a pool may ever do it. All work in the namespace
 * is done on that thread, one piece after the other. Closing lets go of the thread and leaves the
 * namespace as it is.
 */
public final class NetNamespace implements AutoCloseable {
  /** The rules of packets are parsed by recursive descent, deeper than Java's own code goes. */
  private static final long STACK_BYTES = 1 << 20;

  private final String name;
  private final Descriptor file;
  private final ExecutorService thread;

  /** Of the thread, made with its first work. */
  private @Nullable NetStack stack;

  private @Nullable Thread inside;

  /** Work inside a namespace. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it with the namespace's stack, which is not to be kept. */
    T in(NetStack stack) throws IOException;
  }

  /** A change inside a namespace. */
  @FunctionalInterface
  public interface Change {
    /** Makes it with the namespace's stack, which is not to be kept. */
    void in(NetStack stack) throws IOException;
  }

  private NetNamespace(String name, Descriptor file) {
    this.name = name;
    this.file = file;
    this.thread = Executors.newSingleThreadExecutor(platform(name).factory());
  }

  /** The namespace this process was started in. */
  public static NetNamespace ofProcess() throws IOException {
    return entered("the node's network", Descriptor.open(Path.of("/proc/self/ns/net")));
  }

  /** Makes a namespace with nothing in it but loopback, held by a file that must not exist yet. */
  public static NetNamespace create(Path file) throws IOException {
    Callable<Void> create =
        () -> {
          NamespaceFile.create(file);
          return null;
        };
    // A thread of its own, which ends in the new namespace.
    try (ExecutorService once =
        Executors.newSingleThreadExecutor(platform("netns create").factory())) {
      waitFor(once.submit(create));
    }
    NetNamespace made = open(file);
    try {
      made.run(stack -> stack.switchOn("lo"));
    } catch (IOException e) {
      made.close();
      NamespaceFile.delete(file);
      throw e;
    }
    return made;
  }

  /** Enters a namespace that is held by a file. */
  public static NetNamespace open(Path file) throws IOException {
    return entered("network namespace " + file.getFileName(), Descriptor.open(file));
  }

  /** Whether a namespace is held by that file. */
  public static boolean exists(Path file) throws IOException {
    return NamespaceFile.isMounted(file);
  }

  /**
   * Lets go of the namespace a file holds, and removes the file; nothing there is fine. It ends
   * once no process is in it.
   */
  public static void delete(Path file) throws IOException {
    NamespaceFile.delete(file);
  }

  private static NetNamespace entered(String name, Descriptor file) throws IOException {
    NetNamespace namespace = new NetNamespace(name, file);
    try {
      namespace.call(stack -> true);
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
    return namespace;
  }

  /**
   * Does the work on the namespace's thread and waits for its end, even when interrupted: nothing
   * in the kernel is left half known.
   */
  public <T> T call(Work<T> work) throws IOException {
    return waitFor(thread.submit(() -> work.in(entered())));
  }

  /** As {@link #call}, for work that gives nothing back. */
  public void run(Change change) throws IOException {
    call(stack -> {
      change.in(stack);
      return true;
    });
  }

  /** For messages: what the namespace is called. */
  public String name() {
    return name;
  }

  /** A descriptor that stands for the namespace while it is open. */
  int descriptor() {
    return file.number();
  }

  @Override
  public void close() {
    thread.execute(() -> {
      if (stack != null) {
        stack.close();
      }
    });
    thread.close();
    file.close();
  }

  /** On the namespace's thread; should that one ever die, the next one enters too. */
  private NetStack entered() throws KernelException {
    NetStack mine = stack;
    if (mine == null || !Thread.currentThread().equals(inside)) {
      Syscall.SETNS.call("cannot enter " + name, file.number(), NamespaceFile.NEW_NETWORK);
      inside = Thread.currentThread();
      mine = new NetStack(name);
      stack = mine;
    }
    mine.begin();
    return mine;
  }

  private static Thread.Builder.OfPlatform platform(String name) {
    return Thread.ofPlatform().daemon().name(name).stackSize(STACK_BYTES);
  }

  private static <T> T waitFor(Future<T> future) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw cause(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException expected -> expected;
      case RuntimeException fault -> throw fault;
      case Error fault -> throw fault;
      case null, default -> throw new IllegalStateException(e);
    };
  }
}
