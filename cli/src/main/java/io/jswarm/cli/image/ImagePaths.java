package io.jswarm.cli.image;

import io.jswarm.cli.http.Request;

/** Where an image is on the daemon. */
final class ImagePaths {
  private ImagePaths() {}

  /** The path of an image; the slashes and colon of its name stay as they are. */
  static String of(String image) {
    return "/images/" + Request.segment(image).replace("%2F", "/").replace("%3A", ":");
  }
}
