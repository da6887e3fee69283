package io.jswarm.worker.image;

import java.util.List;

/** Says which containers were made from an image, so that it is not taken from under them. */
@FunctionalInterface
public interface ImageUse {
  /** A container made from an image. */
  record User(String containerId, boolean running) {}

  List<User> of(String imageId);
}
