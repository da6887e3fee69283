package io.jswarm.worker.engine.sim;

import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.Digest;
import io.jswarm.worker.image.Distribution;
import io.jswarm.worker.image.ImageDeleted;
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageInspect;
import io.jswarm.worker.image.ImageSummary;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.image.Progress;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every image is here and empty; taking in or taking away is refused, for there is nothing to keep
 * it in.
 */
final class SimImages implements Images {
  static String idOf(String reference) {
    return Digest.of(reference.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public List<ImageSummary> list() {
    return List.of();
  }

  @Override
  public Optional<ImageInspect> inspect(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> resolve(String name) {
    return Optional.of(idOf(name));
  }

  @Override
  public void load(InputStream archive, Consumer<Progress> progress) {
    throw refusal();
  }

  @Override
  public String importRootFileSystem(InputStream tar, ImportRequest request) {
    throw refusal();
  }

  @Override
  public void pull(String reference, Credentials credentials, Consumer<Progress> progress) {
    throw refusal();
  }

  @Override
  public Distribution lookUp(String reference, Credentials credentials) {
    throw refusal();
  }

  @Override
  public String logIn(Credentials credentials) {
    throw refusal();
  }

  @Override
  public void tag(String name, String newName) {
    throw refusal();
  }

  @Override
  public List<ImageDeleted> remove(String name, boolean force) {
    throw refusal();
  }

  private static ImageException refusal() {
    return new ImageException.Invalid(
        "the sim engine keeps no images: every image counts as present");
  }
}
