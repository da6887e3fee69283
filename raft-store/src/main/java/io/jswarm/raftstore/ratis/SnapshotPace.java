package io.jswarm.raftstore.ratis;

/**
 * When the next snapshot is due. Writing one costs what the cluster's image has, and what is in the
 * log since the snapshot before the last is on disk and in memory: so the log may grow to some
 * times the image, and a small cluster has a small log. Whatever the image has, a snapshot is due
 * within fixed bounds.
 *
 * @param entriesMax entries after which it is due
 * @param bytesMin bytes of entries before which it is not due
 * @param bytesMax bytes of entries after which it is due
 */
public record SnapshotPace(long entriesMax, long bytesMin, long bytesMax) {
  /** At most a fifth of all bytes that are written are then a snapshot's. */
  private static final int LOG_PER_IMAGE = 4;

  /**
   * Whether it is due.
   *
   * @param entries applied since the last
   * @param bytes of these entries
   * @param imageBytes of the last snapshot; 0 before the first
   */
  boolean isDue(long entries, long bytes, long imageBytes) {
    return entries >= entriesMax
        || bytes >= Math.clamp(imageBytes * LOG_PER_IMAGE, bytesMin, bytesMax);
  }
}
