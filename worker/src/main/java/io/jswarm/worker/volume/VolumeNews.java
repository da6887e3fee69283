package io.jswarm.worker.volume;

/** Something that happened to a volume of this node. */
public sealed interface VolumeNews {
  Volume volume();

  /** It was not there before. */
  record Created(Volume volume) implements VolumeNews {}

  /** It is gone with all it held. */
  record Destroyed(Volume volume) implements VolumeNews {}

  /** A container has got it. */
  record Mounted(Volume volume, Holder holder) implements VolumeNews {}

  /** A container needs it no more. */
  record Unmounted(Volume volume, Holder holder) implements VolumeNews {}

  /**
   * A container that has the volume mounted.
   *
   * @param destination where in the container
   */
  record Holder(String containerId, String destination, boolean writable) {}
}
