package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import io.jswarm.api.image.Reference;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which images there are and what they are called: immutable, so that readers need no lock. On
 * disk, a configuration is a file named by its digest, and the names are one file.
 *
 * @param images by id
 * @param names whole references, with a tag or a digest, to ids
 */
record Catalog(SortedMap<Digest, ImageConfig> images, SortedMap<String, Digest> names) {
  private static final String NAMES = "names.json";
  private static final String CONFIGS = "configs";

  /** The file of names. */
  record NamesFile(int format, SortedMap<String, String> names) {}

  private static final int FORMAT = 1;

  /** Reads what a former run wrote; a name without its image is forgotten. */
  static Catalog read(Path root) throws IOException {
    Files.createDirectories(root.resolve(CONFIGS));
    SortedMap<Digest, ImageConfig> images = new TreeMap<>();
    try (var found = Files.newDirectoryStream(root.resolve(CONFIGS), "[0-9a-f]*")) {
      for (Path each : found) {
        if (!each.getFileName().toString().endsWith(".new")) {
          ImageConfig config = ImageConfig.parse(Files.readString(each));
          images.put(config.id(), config);
        }
      }
    }
    SortedMap<String, Digest> names = new TreeMap<>();
    Path file = root.resolve(NAMES);
    if (Files.exists(file)) {
      NamesFile read = Json.read(Files.readAllBytes(file), NamesFile.class);
      if (read.format() != FORMAT) {
        throw new IOException(
            "%s has format %d; this version reads %d".formatted(file, read.format(), FORMAT));
      }
      read.names()
          .forEach((name, id) -> {
            if (images.containsKey(Digest.parse(id))) {
              names.put(name, Digest.parse(id));
            }
          });
    }
    return new Catalog(images, names);
  }

  /** With one more image, which is written first. */
  Catalog with(ImageConfig config, Path root) throws IOException {
    WholeFile.writeDurably(
        root.resolve(CONFIGS).resolve(config.id().hex()),
        config.text().getBytes(StandardCharsets.UTF_8));
    SortedMap<Digest, ImageConfig> more = new TreeMap<>(images);
    more.put(config.id(), config);
    return new Catalog(more, names);
  }

  /** Without an image, whose file is deleted. */
  Catalog without(Digest id, Path root) throws IOException {
    Files.deleteIfExists(root.resolve(CONFIGS).resolve(id.hex()));
    SortedMap<Digest, ImageConfig> fewer = new TreeMap<>(images);
    fewer.remove(id);
    return new Catalog(fewer, names);
  }

  /** With other names, which are written. */
  Catalog named(SortedMap<String, Digest> names, Path root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    names.forEach((name, id) -> texts.put(name, id.toString()));
    WholeFile.writeDurably(root.resolve(NAMES), Json.writeBytes(new NamesFile(FORMAT, texts)));
    return new Catalog(images, names);
  }

  /** Finds an image by a reference, by its id, or by an unambiguous beginning of the id. */
  Optional<ImageConfig> find(String name) {
    Optional<Digest> named = byReference(name);
    if (named.isPresent()) {
      return named.flatMap(id -> Optional.ofNullable(images.get(id)));
    }
    String hex = name.startsWith("sha256:") ? name.substring("sha256:".length()) : name;
    if (!hex.matches("[0-9a-f]{1,64}")) {
      return Optional.empty();
    }
    List<ImageConfig> matching =
        images.entrySet().stream()
            .filter(each -> each.getKey().hex().startsWith(hex))
            .map(Map.Entry::getValue)
            .toList();
    return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
  }

  private Optional<Digest> byReference(String name) {
    try {
      return Optional.ofNullable(names.get(ImageNames.parse(name).exact().toString()));
    } catch (ImageException.Invalid notAReference) {
      return Optional.empty();
    }
  }

  /** The names of an image, as people write them: those by tag, or those by digest. */
  List<String> namesOf(Digest id, boolean byDigest) {
    return names.entrySet().stream()
        .filter(each -> each.getValue().equals(id))
        .map(each -> Reference.parse(each.getKey()))
        .filter(each -> each.digest().isPresent() == byDigest)
        .map(Reference::familiar)
        .toList();
  }

  /** The layers all images have together. */
  Set<Digest> layers() {
    SortedSet<Digest> all = new TreeSet<>();
    images.values().forEach(each -> all.addAll(each.layers()));
    return all;
  }

  /** The layers of an image that no other image has. */
  Set<Digest> layersOnlyIn(ImageConfig image) {
    Set<Digest> only = new HashSet<>(image.layers());
    images.values().stream()
        .filter(each -> !each.id().equals(image.id()))
        .forEach(each -> each.layers().forEach(only::remove));
    return only;
  }
}
