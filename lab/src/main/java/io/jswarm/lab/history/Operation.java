package io.jswarm.lab.history;

import java.time.Duration;

/**
 * One call and its reply, between two moments of one clock.
 *
 * @param client who asked; one thing at a time
 * @param via the manager that was asked
 * @param invokedNanos when it was asked, by the recorder's clock
 * @param returnedNanos when the reply was there; the effect lies between the two, except after
 *     {@link Reply.Unknown}, which may have its effect later
 */
public record Operation(
    int client, String via, Call call, Reply reply, long invokedNanos, long returnedNanos) {
  public Operation {
    if (returnedNanos < invokedNanos) {
      throw new IllegalArgumentException("a reply before its call: " + call);
    }
  }

  /** How long the client waited. */
  public Duration took() {
    return Duration.ofNanos(returnedNanos - invokedNanos);
  }

  boolean isUnknown() {
    return reply instanceof Reply.Unknown;
  }

  @Override
  public String toString() {
    return "%.3f-%.3f s client %d via %s: %s -> %s"
        .formatted(invokedNanos / 1e9, returnedNanos / 1e9, client, via, call, reply);
  }
}
