package io.jswarm.raftstore.codec;

/** The level of the formats in this package. */
public final class FormatLevel {

  /** What this version writes, and the highest it reads. */
  public static final int CURRENT = 3;

  /**
   * From this level on there are blocks of addresses, and a document has each network that tasks
   * are attached to once. Before, no task was attached to any.
   */
  static final int NETWORKS = 2;

  /** From this level on there are cluster volumes. */
  static final int VOLUMES = 3;

  private FormatLevel() {}

  static void check(int level, String what) {
    if (level > CURRENT) {
      throw new UnreadableException(
          "%s has format level %d, and this version of jswarm reads up to %d: upgrade this manager"
              .formatted(what, level, CURRENT));
    }
    if (level < 1) {
      throw new UnreadableException(
          "%s has no format level that ever was: %d".formatted(what, level));
    }
  }
}
