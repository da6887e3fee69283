package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.image.LocalImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Sees to it that an image is here, and that ten containers waiting for one image cause one pull.
 */
final class ImageArrival {
  private final ImageStore images;
  private final ConcurrentHashMap<String, CompletableFuture<String>> pulls =
      new ConcurrentHashMap<>();

  ImageArrival(ImageStore images) {
    this.images = images;
  }

  /**
   * The image by that name, pulled when it is not here.
   *
   * @throws EngineException.Rejected with Docker's sentence, and the registry's reason, when it
   *     cannot be had
   */
  LocalImage get(String name) {
    Optional<LocalImage> here = images.find(name);
    if (here.isPresent()) {
      return here.get();
    }
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> running = pulls.putIfAbsent(name, mine);
    String reason = running == null ? pull(name, mine) : await(running);
    return images.find(name).orElseThrow(() -> missing(name, reason));
  }

  /** Returns why it failed, or nothing. */
  private String pull(String name, CompletableFuture<String> outcome) {
    String reason = "the pull was given up";
    try {
      images.pull(name, _ -> {});
      reason = "";
    } catch (ImageException e) {
      reason = String.valueOf(e.getMessage());
    } finally {
      pulls.remove(name);
      outcome.complete(reason);
    }
    return reason;
  }

  private static String await(CompletableFuture<String> outcome) {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException.Failed("interrupted while waiting for an image", e);
    } catch (ExecutionException e) {
      throw new AssertionError("a pull's outcome is a reason, never a failure", e);
    }
  }

  private static EngineException.Rejected missing(String name, String reason) {
    return new EngineException.Rejected(
        reason.isEmpty()
            ? "No such image: " + name
            : "No such image: %s (%s)".formatted(name, reason));
  }
}
