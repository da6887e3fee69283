package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import io.jswarm.api.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Fetches an image from a registry: manifest for this platform, configuration, then its missing
 * layers at once.
 */
final class Pull {
  /** As Docker: more gains little, and unpacking takes a core each. */
  private static final int LAYERS_AT_ONCE = 3;

  private final LayerStore layers;
  private final RegistryClient registries;

  /** For all pulls of this node together. */
  private final Semaphore turns = new Semaphore(LAYERS_AT_ONCE);

  Pull(LayerStore layers, RegistryClient registries) {
    this.layers = layers;
    this.registries = registries;
  }

  /**
   * An image all of whose layers are here.
   *
   * @param manifest what the name stands for at the registry: the index if there is one
   */
  record Fetched(ImageConfig config, Digest manifest) {}

  /** What is done with it while its layers cannot be deleted. */
  @FunctionalInterface
  interface Done {
    void with(Fetched fetched) throws IOException;
  }

  private record LayerBlob(Digest diffId, Digest blob, long size) {}

  private record Manifest(Digest top, JsonNode document) {}

  void run(Reference wanted, Credentials credentials, Consumer<Progress> progress, Done done)
      throws IOException {
    try (RegistrySession registry = registries.open(wanted, credentials)) {
      run(registry, wanted, progress, done);
    }
  }

  private void run(
      RegistrySession registry, Reference wanted, Consumer<Progress> progress, Done done)
      throws IOException {
    String at = wanted.digest().or(wanted::tag).orElseThrow();
    progress.accept(Progress.step(at, "Pulling from " + wanted.path()));
    Manifest manifest = manifest(registry, wanted, at);
    Digest configDigest = digest(manifest.document().path("config"));
    byte[] configBytes = registry.document(configDigest);
    verify(configDigest, Digest.of(configBytes));
    ImageConfig config = ImageConfig.parse(new String(configBytes, StandardCharsets.UTF_8));
    List<LayerBlob> blobs = blobs(config, manifest.document());
    try (LayerStore.Lease _ = layers.lease(config.layers())) {
      fetchAll(registry, blobs, progress);
      done.with(new Fetched(config, manifest.top()));
    }
  }

  private static Manifest manifest(RegistrySession registry, Reference wanted, String at)
      throws IOException {
    byte[] bytes = registry.manifest(at);
    Digest top = Digest.of(bytes);
    if (wanted.digest().isPresent()) {
      verify(Digest.parse(wanted.digest().get()), top);
    }
    JsonNode document = json(bytes);
    if (document.has("manifests")) {
      Digest mine = digest(choose(wanted, document));
      byte[] inner = registry.manifest(mine.toString());
      verify(mine, Digest.of(inner));
      document = json(inner);
    }
    if (!document.has("config")) {
      throw new ImageException.Invalid(
          "%s is no image this engine can run (its manifest has no configuration)"
              .formatted(wanted.familiar()));
    }
    return new Manifest(top, document);
  }

  private static JsonNode choose(Reference wanted, JsonNode index) {
    for (JsonNode each : index.path("manifests")) {
      if (Platforms.isMine(each.path("platform"))) {
        return each;
      }
    }
    throw new ImageException.NotFound(
        "no matching manifest for %s in the manifest list entries of %s"
            .formatted(Platforms.mine(), wanted.familiar()));
  }

  private static List<LayerBlob> blobs(ImageConfig config, JsonNode manifest) {
    List<Digest> diffIds = config.layers();
    JsonNode described = manifest.path("layers");
    if (described.size() != diffIds.size()) {
      throw new ImageException.Invalid(
          "the manifest has %d layers, the configuration %d"
              .formatted(described.size(), diffIds.size()));
    }
    List<LayerBlob> blobs = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      JsonNode each = described.path(i);
      blobs.add(new LayerBlob(diffIds.get(i), digest(each), each.path("size").asLong(0)));
    }
    return blobs;
  }

  private void fetchAll(
      RegistrySession registry, List<LayerBlob> blobs, Consumer<Progress> progress)
      throws IOException {
    List<Future<?>> fetches = new ArrayList<>();
    Consumer<Progress> inTurn =
        step -> {
          synchronized (progress) {
            progress.accept(step);
          }
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (LayerBlob each : blobs.stream().distinct().toList()) {
        fetches.add(
            executor.submit(() -> {
              fetch(registry, each, inTurn);
              return null;
            }));
      }
      for (Future<?> each : fetches) {
        each.get();
      }
    } catch (ExecutionException e) {
      fetches.forEach(each -> each.cancel(true));
      switch (e.getCause()) {
        case ImageException known -> throw known;
        case IOException io -> throw io;
        case null, default -> throw new IOException("fetching a layer failed", e);
      }
    } catch (InterruptedException e) {
      fetches.forEach(each -> each.cancel(true));
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching layers", e);
    }
  }

  private void fetch(RegistrySession registry, LayerBlob layer, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    String id = layer.blob().brief();
    if (layers.find(layer.diffId()).isPresent()) {
      progress.accept(Progress.step(id, "Already exists"));
      return;
    }
    progress.accept(Progress.step(id, "Pulling fs layer"));
    turns.acquire();
    try (InputStream in = registry.blob(layer.blob());
        Digest.Reading packed = new Digest.Reading(in)) {
      progress.accept(Progress.step(id, "Downloading", 0, layer.size()));
      layers.add(packed, Optional.of(layer.diffId()));
      verify(layer.blob(), packed.finish());
      progress.accept(Progress.step(id, "Pull complete"));
    } finally {
      turns.release();
    }
  }

  private static void verify(Digest expected, Digest found) {
    if (!expected.equals(found)) {
      throw new ImageException.Failed(
          "what the registry sent does not match its digest: %s expected, %s found"
              .formatted(expected, found));
    }
  }

  private static Digest digest(JsonNode descriptor) {
    return Digest.parse(descriptor.path("digest").asString(""));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      throw new ImageException.Invalid("the registry's manifest is not JSON", e);
    }
  }
}
