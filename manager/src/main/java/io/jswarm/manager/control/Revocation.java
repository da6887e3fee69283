package io.jswarm.manager.control;

import java.time.Duration;

/** How long a removed node's certificate is remembered as revoked. */
final class Revocation {
  /** Longer than any certificate lives by default (90 days) and a week to spare. */
  static final Duration KEPT_FOR = Duration.ofDays(97);

  private Revocation() {}
}
