package io.jswarm.worker.image;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The images of a node, as the Docker API speaks of them. A name is a reference ({@code busybox},
 * {@code host:5000/a/b:tag}, {@code name@sha256:…}), a whole image id or an unambiguous beginning
 * of one. All methods may block and may be called from many threads; failures are {@link
 * ImageException}.
 */
public interface Images {
  /** Every image, newest first. */
  List<ImageSummary> list();

  Optional<ImageInspect> inspect(String name);

  /** The id, {@code sha256:<hex>}, of the image by that name. */
  Optional<String> resolve(String name);

  /**
   * Takes in a {@code docker save} archive or an OCI layout, plain or compressed. Nothing is kept
   * of an archive that is broken.
   */
  void load(InputStream archive, Consumer<Progress> progress);

  /** Makes an image of one layer from the tar of a root file system; returns its id. */
  String importRootFileSystem(InputStream tar, ImportRequest request);

  /** Fetches an image from its registry. */
  void pull(String reference, Credentials credentials, Consumer<Progress> progress);

  /** Asks the registry what it has under a name; nothing is fetched or kept. */
  Distribution lookUp(String reference, Credentials credentials);

  /**
   * Shows credentials to the registry they are for.
   *
   * @return the identity token it gave in place of the password; empty when it gave none
   * @throws ImageException.Unauthorized when it does not take them
   */
  String logIn(Credentials credentials);

  /** Gives an image one more name. */
  void tag(String name, String newName);

  /**
   * Takes a name away, and with the last one the image.
   *
   * @param force take all names of an image given by id, and do so although a stopped container was
   *     made from it
   */
  List<ImageDeleted> remove(String name, boolean force);
}
