package io.jswarm.daemon.http;

import java.time.Duration;

/**
 * The bounds of a server.
 *
 * @param headerBytesMax request line and headers together stay below twice this
 * @param connectionsMax open connections; more are closed at once
 * @param requestsMax requests in progress, streams included; more are answered 503
 * @param headTime from the first byte of a request to the end of its headers
 * @param bodyStall how long a client may pause while its body is being read
 * @param requestTime until a handler must have its reply; a streamed body has no end time
 */
public record HttpLimits(
    int headerBytesMax,
    int connectionsMax,
    int requestsMax,
    Duration headTime,
    Duration bodyStall,
    Duration requestTime) {
  /** How long an unused connection is kept: longer than the 90 s of Go's clients. */
  static final Duration IDLE_TIME = Duration.ofMinutes(5);

  /** A body larger than this is cut off: no image archive is that large. */
  static final long STREAM_BODY_MAX_BYTES = 64L << 30;

  /**
   * What is read and thrown away of a body its handler did not want; more closes the connection.
   */
  static final long DRAIN_MAX_BYTES = 1 << 20;

  /** The bounds the daemon runs with. */
  public static HttpLimits standard() {
    return new HttpLimits(
        64 << 10,
        1_024,
        512,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120));
  }
}
