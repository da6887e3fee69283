package io.jswarm.worker.engine;

/**
 * A file tree a container was given, as it turned out on this node.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs} or {@code image}
 * @param name of the volume; empty for other types
 * @param source where it is on this node; empty for tmpfs
 * @param destination where it is in the container
 * @param propagation of a bind, as the kernel names it
 * @param imageId of an image's tree; else empty
 */
public record MountPoint(
    String type,
    String name,
    String source,
    String destination,
    boolean writable,
    String propagation,
    String imageId) {
  public static final String BIND = "bind";
  public static final String VOLUME = "volume";
  public static final String TMPFS = "tmpfs";
  public static final String IMAGE = "image";

  /** Whether it is a volume of this node. */
  public boolean isVolume() {
    return type.equals(VOLUME);
  }
}
