package io.jswarm.worker.engine.oci;

import io.jswarm.worker.kernel.MountTable;

/**
 * How the mounts of a container's root go to and from this node: Docker's, as far as binds ask for
 * more than none. The runtime's own default is that of a slave.
 */
enum RootPropagation {
  DEFAULT(""),
  SLAVE("rslave"),
  SHARED("shared");

  private final String oci;

  RootPropagation(String oci) {
    this.oci = oci;
  }

  /** In the bundle; empty when nothing has to be said. */
  String oci() {
    return oci;
  }

  /** What a bind with this propagation needs. */
  static RootPropagation neededBy(String propagation) {
    return switch (propagation) {
      case "shared", "rshared" -> SHARED;
      case "slave", "rslave" -> SLAVE;
      default -> DEFAULT;
    };
  }

  /** What both need. */
  RootPropagation and(RootPropagation other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether a file tree that lies on such a mount can be given so; else why not, for people. */
  String obstacle(MountTable.Entry mount) {
    return switch (this) {
      case DEFAULT -> "";
      case SLAVE -> mount.isShared() || mount.isSlave() ? "" : "it is not a shared or slave mount";
      case SHARED -> mount.isShared() ? "" : "it is not a shared mount";
    };
  }
}
