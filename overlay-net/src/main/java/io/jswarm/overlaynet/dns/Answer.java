package io.jswarm.overlaynet.dns;

import java.net.InetAddress;
import java.util.List;

/** What becomes of a question. */
sealed interface Answer {
  /**
   * The name has these addresses, in this order; none when it has none of the version asked for.
   */
  record Addresses(List<InetAddress> addresses) implements Answer {}

  /** The address has this name. */
  record Pointer(String name) implements Answer {}

  /** There is no such name. */
  record NoName() implements Answer {}

  /** It cannot be said now. */
  record Failure() implements Answer {}

  /** Somebody else's name: other servers are asked. */
  record Elsewhere() implements Answer {}
}
