package io.jswarm.daemon.rest;

/** Where a manager's reads come from. Asked only while this node is a manager. */
@FunctionalInterface
public interface ClusterReads {
  /** How old an answer may be. */
  enum Freshness {
    /** Not older than the question: waits until a leader has confirmed it. */
    LINEARIZABLE,
    /** Whatever this manager has applied. */
    STALE
  }

  /**
   * The cluster at least as new as asked.
   *
   * @throws io.jswarm.daemon.http.ApiError 503 with a sentence when there is no leader for three
   *     seconds, never for a stale read
   */
  ClusterView view(Freshness freshness) throws InterruptedException;
}
