package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The unpacked layers, each once however many images share it. A layer is either whole or not
 * there: it is unpacked beside the others, flushed, and renamed into place; what a crash left
 * half-done is swept at the next start.
 */
final class LayerStore {
  /**
   * Enough that two layers never share them, few enough that 127 layers fit in one page of mount
   * options.
   */
  private static final int NAME_DIGITS = 12;

  /** Beside each layer, says that it is whole. */
  record Marker(String diffId, long size) {}

  /**
   * A layer that is here.
   *
   * @param bytes of all its files
   */
  record Layer(Digest diffId, long bytes) {}

  private final Path layers;
  private final Path markers;
  private final Path unfinished;
  private final AtomicLong unfinishedCount = new AtomicLong();

  /** Layers someone is about to use for an image that has no name yet; guarded by itself. */
  private final Map<Digest, Integer> leases = new HashMap<>();

  private LayerStore(Path root) {
    this.layers = root.resolve("layers");
    this.markers = root.resolve("markers");
    this.unfinished = root.resolve("unfinished");
  }

  /**
   * Opens the store, and throws away what was not finished or is not used by any of these images.
   */
  static LayerStore open(Path root, Set<Digest> used) throws IOException {
    LayerStore store = new LayerStore(root);
    FileTree.delete(store.unfinished);
    for (Path each : List.of(store.layers, store.markers, store.unfinished)) {
      Files.createDirectories(each);
    }
    Set<String> names = used.stream().map(LayerStore::nameOf).collect(Collectors.toSet());
    try (var found = Files.list(store.layers)) {
      for (Path layer : found.toList()) {
        String name = layer.getFileName().toString();
        if (!names.contains(name) || !Files.exists(store.markers.resolve(name))) {
          store.discard(name);
        }
      }
    }
    return store;
  }

  /** The directory that holds the layers, by name. */
  Path directory() {
    return layers;
  }

  /** A layer's directory in {@link #directory()}. */
  static String nameOf(Digest diffId) {
    return diffId.hex().substring(0, NAME_DIGITS);
  }

  /** Keeps these layers from being deleted until the lease is closed. */
  Lease lease(List<Digest> wanted) {
    synchronized (leases) {
      wanted.forEach(each -> leases.merge(each, 1, Integer::sum));
    }
    return () -> {
      synchronized (leases) {
        wanted.forEach(each -> leases.computeIfPresent(each, (_, n) -> n == 1 ? null : n - 1));
      }
    };
  }

  /** A promise not to delete. */
  @FunctionalInterface
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /** The layer by this digest, if it is here and whole. */
  Optional<Layer> find(Digest diffId) throws IOException {
    Path marker = markers.resolve(nameOf(diffId));
    if (!Files.exists(marker)) {
      return Optional.empty();
    }
    Marker found = Json.read(Files.readAllBytes(marker), Marker.class);
    if (!found.diffId().equals(diffId.toString())) {
      throw new IOException(
          "layers %s and %s share their first digits".formatted(found.diffId(), diffId));
    }
    return Optional.of(new Layer(diffId, found.size()));
  }

  /**
   * Unpacks a layer, plain or compressed; reads the stream to its end.
   *
   * @param expected what its plain tar must digest to; absent when that is not known beforehand
   */
  Layer add(InputStream packed, Optional<Digest> expected) throws IOException {
    Path temporary = newUnfinished();
    Files.createDirectory(temporary);
    try {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
      Digest.Reading plain = new Digest.Reading(Compression.open(packed));
      long bytes = LayerUnpack.unpack(plain, temporary);
      Digest digest = plain.finish();
      packed.transferTo(OutputStream.nullOutputStream());
      if (expected.isPresent() && !expected.get().equals(digest)) {
        throw new ImageException.Invalid(
            "a layer's contents do not match its digest: %s expected, %s found"
                .formatted(expected.get(), digest));
      }
      return commit(temporary, new Layer(digest, bytes));
    } finally {
      FileTree.delete(temporary);
    }
  }

  /** A path for something that is swept away at the next start. */
  Path newUnfinished() {
    return unfinished.resolve(Long.toString(unfinishedCount.incrementAndGet()));
  }

  private Layer commit(Path temporary, Layer layer) throws IOException {
    // Before the marker says so, the files must be on disk: after a power loss a whole layer is
    // whole.
    Descriptor.syncFileSystem(temporary);
    String name = nameOf(layer.diffId());
    synchronized (leases) {
      if (find(layer.diffId()).isPresent()) {
        return layer; // someone else was faster with the same one
      }
      FileTree.delete(layers.resolve(name));
      Files.move(temporary, layers.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      WholeFile.writeDurably(
          markers.resolve(name),
          Json.writeBytes(new Marker(layer.diffId().toString(), layer.bytes())));
      return layer;
    }
  }

  /**
   * Deletes a layer no image has.
   *
   * @return false when someone is about to use it
   */
  boolean delete(Digest diffId) throws IOException {
    synchronized (leases) {
      if (leases.containsKey(diffId)) {
        return false;
      }
      discard(nameOf(diffId));
      return true;
    }
  }

  /** First out of sight, which is quick, then off the disk. */
  private void discard(String name) throws IOException {
    Files.deleteIfExists(markers.resolve(name));
    Path layer = layers.resolve(name);
    if (Files.exists(layer)) {
      Path doomed = newUnfinished();
      Files.move(layer, doomed, StandardCopyOption.ATOMIC_MOVE);
      Thread.ofVirtual().name("layer-delete").start(() -> sweep(doomed));
    }
  }

  private static void sweep(Path doomed) {
    try {
      FileTree.delete(doomed);
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(LayerStore.class)
          .warn("could not delete {}, the next start will: {}", doomed, e.toString());
    }
  }
}
