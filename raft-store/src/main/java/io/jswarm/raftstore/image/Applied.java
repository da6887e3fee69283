package io.jswarm.raftstore.image;

/** What became of a round that was applied to an image. */
public sealed interface Applied {

  /** It led to this image. */
  record Next(ClusterImage image) implements Applied {}

  /** It was decided on another image, and changes nothing. */
  record Stale(String reason) implements Applied {}
}
