package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.image.LocalImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an image is here, and that ten containers waiting for one image cause one pull,
 * unless they pull it with other credentials.
 */
final class ImageArrival {
  private record Wanted(String name, @Nullable RegistryAuth login) {}

  private final ImageStore images;
  private final ConcurrentHashMap<Wanted, CompletableFuture<String>> pulls =
      new ConcurrentHashMap<>();

  ImageArrival(ImageStore images) {
    this.images = images;
  }

  /** The image by that name, which everybody may pull. */
  LocalImage get(String name) {
    return get(name, null);
  }

  /**
   * The image by that name, pulled when it is not here.
   *
   * @param login what it is pulled with; null for nothing
   * @throws EngineException.Rejected with Docker's sentence, and the registry's reason, when it
   *     cannot be had
   */
  LocalImage get(String name, @Nullable RegistryAuth login) {
    Optional<LocalImage> here = images.find(name);
    if (here.isPresent()) {
      return here.get();
    }
    Wanted wanted = new Wanted(name, login);
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> running = pulls.putIfAbsent(wanted, mine);
    String reason = running == null ? pull(wanted, mine) : await(running);
    return images.find(name).orElseThrow(() -> missing(name, reason));
  }

  /** Returns why it failed, or nothing. */
  private String pull(Wanted wanted, CompletableFuture<String> outcome) {
    String reason = "the pull was given up";
    try {
      Credentials credentials =
          wanted.login() == null ? Credentials.NONE : Credentials.decode(wanted.login());
      images.pull(wanted.name(), credentials, _ -> {});
      reason = "";
    } catch (ImageException e) {
      reason = String.valueOf(e.getMessage());
    } finally {
      pulls.remove(wanted);
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
