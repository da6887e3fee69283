package io.jswarm.lab.soak;

/**
 * One thing that is counted on a host, how much more of it there may be at the end than after the
 * warm-up, and how fast it may rise while a daemon lives. What belongs to containers must be gone
 * to the last one; what belongs to a running JVM breathes.
 */
enum Gauge {
  /**
   * What breathes: Ratis has the entries of one to two files of the log, 1 MiB each, and 270 bytes
   * for each entry of all files; outcomes of requests are kept for ten minutes. A daemon that has
   * just been started has not loaded all of its classes, which are some 5 MB.
   */
  HEAP_KIB("heap KiB", 0.25, 2 << 10, 4 << 10),
  /** Memory a JVM has touched once is not given back: only its bound is judged. */
  RSS_KIB("RSS KiB", 0.20, 32 << 10, Gauge.ANY),
  THREADS("threads", 0, 12, 12),
  FILES_OPEN("open files", 0, 16, 16),
  MOUNTS("mounts", 0, 0, 0),
  NETWORKS("net namespaces", 0, 0, 0),
  CGROUPS("cgroups", 0, 0, 0),
  CONMONS("conmon", 0, 0, 0),
  RUNTIMES("runc", 0, 0, 0),
  ZOMBIES("zombies", 0, 2, 2),
  /** Each change of leaders begins a file of the log; they go with the snapshot after the next. */
  DATA_FILES("data files", 0, 64, 64),
  RUN_FILES("run files", 0, 8, 8),
  LOG_KIB("log KiB", 0, Gauge.ANY, Gauge.ANY);

  private static final long ANY = Long.MAX_VALUE;

  private final String title;
  private final double share;
  private final long more;
  private final long perHour;

  Gauge(String title, double share, long more, long perHour) {
    this.title = title;
    this.share = share;
    this.more = more;
    this.perHour = perHour;
  }

  String title() {
    return title;
  }

  /** The most there may be at the end. */
  long limit(long afterWarmUp) {
    return more == ANY ? ANY : afterWarmUp + Math.round(afterWarmUp * share) + more;
  }

  /** The most the line through its levels may rise in an hour. */
  long perHour() {
    return perHour;
  }
}
