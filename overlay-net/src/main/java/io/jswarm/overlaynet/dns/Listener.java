package io.jswarm.overlaynet.dns;

import io.jswarm.overlaynet.dns.Forwarder.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of one namespace: a virtual thread for datagrams, one for each connection. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private static final int QUESTION_BYTES_MAX = 4096;
  private static final int CONNECTIONS_EACH = 16;
  private static final int CONNECTIONS_ALL = 256;
  private static final int IDLE_MILLIS = 10_000;
  private static final Duration END_WITHIN = Duration.ofSeconds(1);

  private final String namespace;
  private final Sockets sockets;
  private final Resolver resolver;
  private final List<Thread> threads;
  private final Quota connections = new Quota(CONNECTIONS_EACH, CONNECTIONS_ALL);

  Listener(String namespace, Sockets sockets, Resolver resolver) {
    this.namespace = namespace;
    this.sockets = sockets;
    this.resolver = resolver;
    this.threads =
        List.of(
            Thread.ofVirtual().name("dns/udp " + namespace).start(this::receive),
            Thread.ofVirtual().name("dns/tcp " + namespace).start(this::accept));
  }

  /** Until the socket is closed: nothing a container sends may end it. */
  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(QUESTION_BYTES_MAX);
    while (sockets.udp().isOpen()) {
      try {
        buffer.clear();
        SocketAddress from = sockets.udp().receive(buffer);
        byte[] message = new byte[buffer.flip().remaining()];
        buffer.get(message);
        if (from instanceof InetSocketAddress source) {
          resolver.serve(
              namespace, source.getAddress(), message, Transport.UDP, reply -> send(reply, source));
        }
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warn("a question in {} was lost, the next one is read", namespace, e);
      }
    }
  }

  private void send(byte[] reply, InetSocketAddress to) {
    try {
      sockets.udp().send(ByteBuffer.wrap(reply), to);
    } catch (IOException e) {
      LOG.debug("an answer to {} in {} was not sent", to, namespace, e); // it asks again
    }
  }

  private void accept() {
    while (sockets.tcp().isOpen()) {
      try {
        Socket socket = sockets.tcp().accept().socket();
        if (connections.take(socket.getInetAddress())) {
          Thread.ofVirtual().name("dns/tcp " + namespace).start(() -> converse(socket));
        } else {
          socket.close();
        }
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        LOG.warn("a connection in {} was lost, the next one is awaited", namespace, e);
      }
    }
  }

  private void converse(Socket socket) {
    InetAddress source = socket.getInetAddress();
    try (socket) {
      socket.setSoTimeout(IDLE_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] message = Frames.read(in);
        BlockingQueue<byte[]> reply = new ArrayBlockingQueue<>(1);
        resolver.serve(namespace, source, message, Transport.TCP, reply::add);
        byte[] answer = reply.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (answer == null) {
          return; // it was no question
        }
        socket.getOutputStream().write(Frames.framed(answer));
      }
    } catch (IOException e) {
      LOG.debug("the connection of {} in {} ended", source, namespace, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.give(source);
    }
  }

  /** The kernel lets go of a socket once nobody reads from it any more: that is waited for. */
  @Override
  public void close() {
    try {
      sockets.close();
      for (Thread each : threads) {
        each.join(END_WITHIN);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the name server's sockets in {} did not close", namespace, e);
    }
  }
}
