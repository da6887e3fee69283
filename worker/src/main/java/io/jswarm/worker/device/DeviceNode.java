package io.jswarm.worker.device;

/**
 * A device node as a container is to have it.
 *
 * @param path in the container
 * @param type {@code c} or {@code b}
 * @param fileMode its permission bits
 * @param access what the container may do with it, letters of {@code rwm}
 */
public record DeviceNode(
    String path,
    String type,
    long major,
    long minor,
    int fileMode,
    int uid,
    int gid,
    String access) {
  /** The same device under another path. */
  DeviceNode at(String otherPath) {
    return new DeviceNode(otherPath, type, major, minor, fileMode, uid, gid, access);
  }
}
