package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.Distribution;
import io.jswarm.worker.image.ImageDeleted;
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageInspect;
import io.jswarm.worker.image.ImageSummary;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.image.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Images that are names only. */
final class FakeImages implements Images {
  final List<String> names = new ArrayList<>(List.of("busybox:latest"));
  final List<ImportRequest> imports = new ArrayList<>();
  final List<Credentials> asked = new ArrayList<>();
  long received;

  private static String id(String name) {
    return "sha256:" + Integer.toHexString(name.hashCode());
  }

  @Override
  public List<ImageSummary> list() {
    return names.stream()
        .map(n ->
            new ImageSummary(-1, 5, id(n), new TreeMap<>(), "", List.of(), List.of(n), -1, 7, 7))
        .toList();
  }

  @Override
  public Optional<ImageInspect> inspect(String name) {
    return resolve(name)
        .map(id ->
            Json.read(
                "{\"Id\":\"" + id + "\",\"RepoTags\":[\"" + name + "\"]}", ImageInspect.class));
  }

  @Override
  public Optional<String> resolve(String name) {
    return names.contains(name) ? Optional.of(id(name)) : Optional.empty();
  }

  @Override
  public void load(InputStream archive, Consumer<Progress> progress) {
    progress.accept(Progress.step("layer", "Loading layer"));
    read(archive);
    progress.accept(Progress.text("Loaded image: a:1"));
  }

  private void read(InputStream archive) {
    try {
      byte[] bytes = archive.readAllBytes();
      received += bytes.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (received == 0) {
      throw new ImageException.Invalid("the archive is empty");
    }
  }

  @Override
  public String importRootFileSystem(InputStream tar, ImportRequest request) {
    read(tar);
    imports.add(request);
    return id(request.reference());
  }

  @Override
  public void pull(String reference, Credentials credentials, Consumer<Progress> progress) {
    asked.add(credentials);
    if (reference.startsWith("missing")) {
      throw new ImageException.NotFound("manifest for " + reference + " not found");
    }
    progress.accept(Progress.status("Pulling from " + reference));
    if (reference.startsWith("broken")) {
      throw new ImageException.Failed("the registry hung up");
    }
    names.add(reference);
  }

  @Override
  public Distribution lookUp(String reference, Credentials credentials) {
    asked.add(credentials);
    if (credentials.username().isEmpty()) {
      throw ImageException.Unauthorized.at("r:5000", true);
    }
    return new Distribution(
        new Distribution.Descriptor("application/vnd.oci.image.index.v1+json", id(reference), 7),
        List.of(new Distribution.Platform("arm64", "linux", "v8")));
  }

  @Override
  public String logIn(Credentials credentials) {
    asked.add(credentials);
    if (!credentials.password().equals("secret")) {
      throw ImageException.Unauthorized.at(credentials.serverAddress(), false);
    }
    return credentials.username().equals("me") ? "" : "identity";
  }

  @Override
  public void tag(String name, String newName) {
    if (resolve(name).isEmpty()) {
      throw ImageException.NotFound.locally(name);
    }
    names.add(newName);
  }

  @Override
  public List<ImageDeleted> remove(String name, boolean force) {
    if (!names.remove(name)) {
      throw ImageException.NotFound.locally(name);
    }
    return List.of(new ImageDeleted(name, null));
  }
}
