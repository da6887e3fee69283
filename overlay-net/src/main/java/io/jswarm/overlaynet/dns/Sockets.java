package io.jswarm.overlaynet.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * What the name server listens on; sockets stay in the namespace of the thread that opened them.
 */
public record Sockets(DatagramChannel udp, ServerSocketChannel tcp) implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** Some 800 questions of usual length wait while one is answered; the kernel may give less. */
  private static final int WAITING_BYTES = 1 << 20;

  /** Opens both at one address, in the network namespace of this thread. */
  public static Sockets open(InetSocketAddress at) throws IOException {
    DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      udp.setOption(StandardSocketOptions.SO_RCVBUF, WAITING_BYTES);
      udp.bind(at);
      ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
      try {
        tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        tcp.bind(at, BACKLOG);
        return new Sockets(udp, tcp);
      } catch (IOException e) {
        tcp.close();
        throw e;
      }
    } catch (IOException e) {
      udp.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
