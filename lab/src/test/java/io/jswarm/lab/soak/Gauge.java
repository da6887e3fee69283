package io.jswarm.lab.soak;

/**
 * One thing that is counted on a host, and how much more of it there may be at the end than after
 * the warm-up. What belongs to containers must be gone to the last one; what belongs to a running
 * JVM breathes.
 */
enum Gauge {
  HEAP_KIB("heap KiB", 0.25, 16 << 10),
  RSS_KIB("RSS KiB", 0.20, 32 << 10),
  THREADS("threads", 0, 12),
  FILES_OPEN("open files", 0, 16),
  MOUNTS("mounts", 0, 0),
  NETWORKS("net namespaces", 0, 0),
  CGROUPS("cgroups", 0, 0),
  CONMONS("conmon", 0, 0),
  RUNTIMES("runc", 0, 0),
  ZOMBIES("zombies", 0, 2),
  /** Each change of leaders begins a file of the log; they go with the next snapshot. */
  DATA_FILES("data files", 0, 64),
  RUN_FILES("run files", 0, 8),
  LOG_KIB("log KiB", Double.POSITIVE_INFINITY, 0);

  private final String title;
  private final double share;
  private final long more;

  Gauge(String title, double share, long more) {
    this.title = title;
    this.share = share;
    this.more = more;
  }

  String title() {
    return title;
  }

  /** The most there may be at the end. */
  long limit(long afterWarmUp) {
    return share == Double.POSITIVE_INFINITY
        ? Long.MAX_VALUE
        : afterWarmUp + Math.round(afterWarmUp * share) + more;
  }
}
