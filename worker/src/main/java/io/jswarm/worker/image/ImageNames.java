package io.jswarm.worker.image;

import io.jswarm.api.image.BadReference;
import io.jswarm.api.image.Reference;

/** Names of images that this node can look up: of digests it knows SHA-256 only. */
final class ImageNames {
  private ImageNames() {}

  /**
   * Reads a name as people write it.
   *
   * @throws ImageException.Invalid with Docker's sentence when it is none
   */
  static Reference parse(String text) {
    try {
      Reference reference = Reference.parse(text);
      reference.digest().ifPresent(Digest::parse);
      return reference;
    } catch (BadReference e) {
      throw new ImageException.Invalid(String.valueOf(e.getMessage()));
    }
  }
}
