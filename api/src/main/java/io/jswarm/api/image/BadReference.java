package io.jswarm.api.image;

/** A text that is no name of an image; the message says why, in Docker's words. */
public final class BadReference extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadReference(String message) {
    super(message);
  }
}
