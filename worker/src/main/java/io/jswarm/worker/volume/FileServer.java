package io.jswarm.worker.volume;

import io.jswarm.worker.kernel.Mounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts what a volume's options say. The kernel may wait for a file server for minutes and cannot
 * be interrupted meanwhile, so each mount has a platform thread of its own and is given up after
 * {@link #PATIENCE}; one that comes after all is taken away again.
 */
final class FileServer {
  private static final Logger LOG = LoggerFactory.getLogger(FileServer.class);
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private FileServer() {}

  /**
   * Mounts.
   *
   * @throws IOException naming device and directory, and never the options: they may hold a
   *     password
   */
  static void mount(MountCall call, Path target) throws IOException {
    CompletableFuture<Optional<IOException>> outcome = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("volume-mount")
        .start(() -> {
          Optional<IOException> failure = attempt(call, target);
          if (!outcome.complete(failure) && failure.isEmpty()) {
            takeAway(target);
          }
        });
    Optional<IOException> failure = await(outcome, call);
    if (failure.isPresent()) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
  }

  private static Optional<IOException> await(
      CompletableFuture<Optional<IOException>> outcome, MountCall call) throws IOException {
    try {
      return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return givenUp(
          outcome, "mount of %s: no answer within %s".formatted(call.device(), PATIENCE));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return givenUp(outcome, "interrupted while mounting " + call.device());
    } catch (ExecutionException e) {
      throw new AssertionError("a mount's outcome is a value, never a failure", e);
    }
  }

  private static Optional<IOException> givenUp(
      CompletableFuture<Optional<IOException>> outcome, String why) {
    Optional<IOException> failure = Optional.of(new IOException(why));
    return outcome.complete(failure) ? failure : outcome.join();
  }

  private static Optional<IOException> attempt(MountCall call, Path target) {
    try {
      perform(resolved(call), target);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static MountCall resolved(MountCall call) throws IOException {
    Optional<String> server = call.server();
    if (server.isEmpty()) {
      return call;
    }
    try {
      return call.withAddress(InetAddress.getByName(server.get()).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IOException("the file server " + server.get() + " has no address", e);
    }
  }

  private static void perform(MountCall call, Path target) throws IOException {
    Mounts.mount(call.device(), target, call.type(), call.flags(), call.data());
    try {
      if (call.propagation() != 0) {
        Mounts.mount("", target, "", call.propagation(), "");
      }
      if (call.binds() && (call.flags() & ~MountCall.RECURSIVE_BIND) != 0) {
        // The kernel takes no other flag of a bind mount the first time.
        Mounts.mount("", target, "", call.flags() | MountCall.MS_REMOUNT, "");
      }
    } catch (IOException e) {
      takeAway(target);
      throw e;
    }
  }

  private static void takeAway(Path target) {
    try {
      Mounts.unmount(target);
    } catch (IOException e) {
      LOG.warn("{} stays mounted: {}", target, e.getMessage());
    }
  }
}
