package io.jswarm.api.model;

/** Options of an image mount. */
@OmitEmpty
public record ImageOptions(String subpath) {
  public ImageOptions {
    subpath = Values.text(subpath);
  }
}
