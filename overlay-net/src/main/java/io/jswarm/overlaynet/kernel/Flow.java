package io.jswarm.overlaynet.kernel;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A connection as the kernel tracks it.
 *
 * @param protocol as IP numbers it: 6 is TCP, 17 UDP
 * @param asked what its first packet was sent to
 * @param served who answers, after translation
 * @param zone in which both directions are tracked; 0 unless rules of others use such
 * @param left until it is forgotten when nothing comes any more
 */
public record Flow(int protocol, End asked, End served, int zone, int mark, Duration left) {
  /** An address and a port; port 0 where the protocol has none. */
  public record End(InetAddress address, int port) {}
}
