package io.jswarm.worker.image;

import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A {@code docker save} archive or an OCI layout, spooled to disk. Its names are only looked up,
 * never used as paths: a file of it lies under a number, so nothing in it can reach outside.
 */
final class SavedArchive {
  private static final int MAX_DOCUMENT_BYTES = 8 << 20;
  private static final int MAX_FILES = 100_000;
  private static final int MAX_LINKS = 8;
  private static final String NAME_ANNOTATION = "io.containerd.image.name";
  private static final String TAG_ANNOTATION = "org.opencontainers.image.ref.name";

  /**
   * An image in the archive.
   *
   * @param layers their files, bottom first, plain or compressed
   */
  record Saved(ImageConfig config, List<String> names, List<Path> layers) {}

  private final Path directory;
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  private SavedArchive(Path directory) {
    this.directory = directory;
  }

  /** Spools the archive, plain or compressed, into a directory that is the caller's to delete. */
  static SavedArchive spool(InputStream stream, Path directory) throws IOException {
    SavedArchive archive = new SavedArchive(directory);
    Files.createDirectories(directory);
    try (PaxAttributes headers = new PaxAttributes(Compression.open(stream));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(headers, StandardCharsets.UTF_8.name())) {
      while (true) {
        headers.listen(); // for its bound: a header must not fill the memory
        TarArchiveEntry entry = tar.getNextEntry();
        headers.heard();
        if (entry == null) {
          return archive;
        }
        archive.take(entry, tar);
        tar.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    String name = clean(entry.getName());
    if (files.size() + links.size() > MAX_FILES) {
      throw new IOException("a saved image has more than " + MAX_FILES + " files");
    }
    if (entry.isSymbolicLink()) {
      int slash = name.lastIndexOf('/');
      links.put(name, clean(name.substring(0, slash + 1) + entry.getLinkName()));
    } else if (entry.isLink()) {
      links.put(name, clean(entry.getLinkName()));
    } else if (entry.isFile()) {
      Path file = directory.resolve(Integer.toString(files.size()));
      try (var out = Files.newOutputStream(file)) {
        tar.transferTo(out);
      }
      files.put(name, file);
    }
  }

  /** {@code a/./b/../c} to {@code a/c}: the archive's own links name each other that way. */
  private static String clean(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** The images in it. */
  List<Saved> images() throws IOException {
    if (find("manifest.json").isPresent()) {
      return dockerImages(json("manifest.json"));
    }
    if (find("index.json").isPresent()) {
      List<Saved> images = new ArrayList<>();
      for (JsonNode each : json("index.json").path("manifests")) {
        ociImage(each, ociName(each)).ifPresent(images::add);
      }
      return images;
    }
    throw new ImageException.Invalid(
        "this is no saved image: it has neither manifest.json (docker save) nor index.json (OCI)");
  }

  private List<Saved> dockerImages(JsonNode manifest) throws IOException {
    List<Saved> images = new ArrayList<>();
    for (JsonNode each : manifest) {
      List<String> names = new ArrayList<>();
      each.path("RepoTags").forEach(name -> names.add(name.asString("")));
      List<Path> layers = new ArrayList<>();
      for (JsonNode layer : each.path("Layers")) {
        layers.add(file(layer.asString("")));
      }
      images.add(new Saved(config(each.path("Config").asString("")), names, layers));
    }
    return images;
  }

  private static Optional<String> ociName(JsonNode descriptor) {
    JsonNode annotations = descriptor.path("annotations");
    String name = annotations.path(NAME_ANNOTATION).asString("");
    if (!name.isEmpty()) {
      return Optional.of(name);
    }
    // By the specification this is only a tag; tools write whole names there too.
    String tag = annotations.path(TAG_ANNOTATION).asString("");
    return tag.indexOf(':') > 0 || tag.indexOf('/') > 0 ? Optional.of(tag) : Optional.empty();
  }

  private Optional<Saved> ociImage(JsonNode descriptor, Optional<String> name) throws IOException {
    JsonNode document = json(blob(descriptor));
    if (document.has("manifests")) {
      for (JsonNode each : document.path("manifests")) {
        if (Platforms.isMine(each.path("platform"))) {
          return ociImage(each, name);
        }
      }
      return Optional.empty();
    }
    if (!document.path("config").has("digest")) {
      return Optional.empty(); // an attestation or another artifact
    }
    List<Path> layers = new ArrayList<>();
    for (JsonNode layer : document.path("layers")) {
      layers.add(file(blob(layer)));
    }
    return Optional.of(
        new Saved(
            config(blob(document.path("config"))), name.map(List::of).orElse(List.of()), layers));
  }

  private static String blob(JsonNode descriptor) {
    return "blobs/sha256/" + Digest.parse(descriptor.path("digest").asString("")).hex();
  }

  private ImageConfig config(String name) throws IOException {
    return ImageConfig.parse(text(name));
  }

  private JsonNode json(String name) throws IOException {
    try {
      return Json.mapper().readTree(text(name));
    } catch (JacksonException e) {
      throw new ImageException.Invalid(name + " of the saved image is not JSON", e);
    }
  }

  private String text(String name) throws IOException {
    Path file = file(name);
    if (Files.size(file) > MAX_DOCUMENT_BYTES) {
      throw new ImageException.Invalid(name + " of the saved image is too long");
    }
    return Files.readString(file);
  }

  private Path file(String name) {
    return find(name)
        .orElseThrow(() -> new ImageException.Invalid("the saved image lacks its file " + name));
  }

  private Optional<Path> find(String name) {
    String current = clean(name);
    for (int hops = 0; hops < MAX_LINKS; hops++) {
      Path file = files.get(current);
      if (file != null) {
        return Optional.of(file);
      }
      String next = links.get(current);
      if (next == null) {
        return Optional.empty();
      }
      current = next;
    }
    return Optional.empty();
  }
}
