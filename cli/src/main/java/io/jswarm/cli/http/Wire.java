package io.jswarm.cli.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connected byte stream to the daemon; reading and writing may happen at the same time. */
public final class Wire implements Closeable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final BufferedInputStream in;
  private final OutputStream out;
  private final HalfClose halfClose;
  private final Closeable socket;

  private interface HalfClose {
    void endOutput() throws IOException;
  }

  private Wire(InputStream in, OutputStream out, HalfClose halfClose, Closeable socket) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.halfClose = halfClose;
    this.socket = socket;
  }

  /** Connects, or fails with the operating system's words. */
  public static Wire connect(DaemonAddress address) throws IOException {
    if (address instanceof DaemonAddress.UnixSocket unix) {
      return unix(unix.path());
    }
    return tcp((DaemonAddress.TcpPort) address);
  }

  private static Wire unix(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new Wire(
        Channels.newInputStream(channel),
        new ChannelOutput(channel),
        channel::shutdownOutput,
        channel);
  }

  private static Wire tcp(DaemonAddress.TcpPort address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), (int) CONNECT_TIMEOUT.toMillis());
      Socket wire = address.tls().isPlain() ? socket : secured(socket, address);
      return new Wire(wire.getInputStream(), wire.getOutputStream(), wire::shutdownOutput, wire);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, DaemonAddress.TcpPort address) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TlsContexts.of(address.tls())
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), true);
    if (address.tls().verify()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  public InputStream in() {
    return in;
  }

  public OutputStream out() {
    return out;
  }

  /** Tells the daemon that nothing more will be written; reading goes on. */
  public void endOutput() throws IOException {
    halfClose.endOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The JDK's own channel stream shares a lock between reading and writing on some channels. */
  private static final class ChannelOutput extends OutputStream {
    private final SocketChannel channel;

    ChannelOutput(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}
