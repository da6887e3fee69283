package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server on port 80, TCP and UDP, that says who it is and whom it sees, again with every byte.
 */
final class Echo implements AutoCloseable {
  static final int PORT = 80;
  private static final int PATIENCE_MILLIS = 3000;

  private final String name;
  private final ServerSocketChannel tcp;
  private final DatagramChannel udp;

  /** TCP or UDP. */
  enum Transport {
    TCP,
    UDP
  }

  Echo(String name, NetNamespace namespace) throws IOException {
    this.name = name;
    this.tcp = namespace.call(_ -> ServerSocketChannel.open().bind(new InetSocketAddress(PORT)));
    this.udp = namespace.call(_ -> DatagramChannel.open().bind(new InetSocketAddress(PORT)));
    Thread.startVirtualThread(this::accept);
    Thread.startVirtualThread(this::receive);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = tcp.accept().socket();
        Thread.startVirtualThread(() -> converse(socket));
      }
    } catch (IOException _) {
      // closed: the test has ended
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      byte[] answer = answer(socket.getInetAddress());
      while (socket.getInputStream().read() >= 0) {
        socket.getOutputStream().write(answer);
      }
    } catch (IOException _) {
      // the caller is gone
    }
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    try {
      while (true) {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) udp.receive(buffer);
        udp.send(ByteBuffer.wrap(answer(from.getAddress())), from);
      }
    } catch (IOException _) {
      // closed: the test has ended
    }
  }

  private byte[] answer(InetAddress peer) {
    return (name + " sees " + peer.getHostAddress()).getBytes(StandardCharsets.US_ASCII);
  }

  /** What a server at the address answers to a caller in the namespace; else why it does not. */
  static String ask(NetNamespace from, InetSocketAddress to, Transport transport)
      throws IOException {
    return switch (transport) {
      case TCP -> {
        try (Call call = new Call(from, to)) {
          yield call.ask();
        } catch (IOException e) {
          yield e.getClass().getSimpleName();
        }
      }
      case UDP -> datagram(from, to);
    };
  }

  private static String datagram(NetNamespace from, InetSocketAddress to) throws IOException {
    try (DatagramChannel channel = from.call(_ -> DatagramChannel.open())) {
      channel.connect(to);
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      channel.write(ByteBuffer.wrap(new byte[1]));
      DatagramPacket packet = new DatagramPacket(new byte[128], 128);
      channel.socket().receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** What each of these servers answers to datagrams from one and the same port, by its address. */
  static Map<String, String> askAll(NetNamespace from, List<InetSocketAddress> to)
      throws IOException {
    Map<String, String> answers = new TreeMap<>();
    try (DatagramChannel channel = from.call(_ -> DatagramChannel.open())) {
      channel.bind(null);
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      for (InetSocketAddress each : to) {
        channel.send(ByteBuffer.wrap(new byte[1]), each);
        DatagramPacket packet = new DatagramPacket(new byte[128], 128);
        channel.socket().receive(packet);
        answers.put(
            packet.getAddress().getHostAddress(),
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII));
      }
    }
    return answers;
  }

  /** A connection that stays open. */
  static final class Call implements AutoCloseable {
    private final Socket socket;

    Call(NetNamespace from, InetSocketAddress to) throws IOException {
      this(from, 0, to);
    }

    /** From a port of the caller's that other connections may have too. */
    Call(NetNamespace from, int port, InetSocketAddress to) throws IOException {
      SocketChannel channel = from.call(_ -> SocketChannel.open());
      socket = channel.socket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(to, PATIENCE_MILLIS);
    }

    String ask() throws IOException {
      socket.getOutputStream().write(1);
      byte[] answer = new byte[128];
      int length = socket.getInputStream().read(answer);
      if (length < 0) {
        throw new EOFException("the server has closed the connection");
      }
      return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}
