package io.jswarm.daemon.http;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a server accepts connections. */
public sealed interface Listen {
  /** The group that may use the socket, where the machine has it. */
  String SOCKET_GROUP = "jswarm";

  /** A unix socket, 0660 root:group; the group is left alone where the machine has none. */
  record Unix(Path path, String group) implements Listen {}

  /** TCP with TLS. */
  record Tls(InetSocketAddress address, SslContext context) implements Listen {}

  /** TCP in the clear: whoever reaches the port is root on this machine. */
  record Insecure(InetSocketAddress address) implements Listen {}

  /** What the operator allows on TCP. */
  sealed interface TcpPolicy {
    /** TLS with this context. */
    record Secure(SslContext context) implements TcpPolicy {}

    /** {@code --insecure-tcp} was spelled out. */
    record InsecureToo() implements TcpPolicy {}

    /** No TCP. */
    record Refused() implements TcpPolicy {}
  }

  /**
   * Reads {@code unix:///path} or {@code tcp://address:port}.
   *
   * @throws IllegalArgumentException with a sentence for the operator when it is neither, or plain
   *     TCP that was not asked for by name
   */
  static Listen parse(String spec, TcpPolicy tcp) {
    String path = after("unix://", spec);
    if (path != null && path.startsWith("/")) {
      return new Unix(Path.of(path), SOCKET_GROUP);
    }
    String hostPort = after("tcp://", spec);
    if (hostPort == null) {
      throw new IllegalArgumentException(
          "cannot listen on \"" + spec + "\": use unix:///path or tcp://address:port");
    }
    InetSocketAddress address = address(spec, hostPort);
    return switch (tcp) {
      case TcpPolicy.Secure(SslContext context) -> new Tls(address, context);
      case TcpPolicy.InsecureToo() -> new Insecure(address);
      case TcpPolicy.Refused() ->
          throw new IllegalArgumentException(
              "refusing to listen on "
                  + spec
                  + " without TLS: give --tlsverify --tlscacert --tlscert --tlskey, or"
                  + " --insecure-tcp if everyone who can reach the port may be root here");
    };
  }

  private static InetSocketAddress address(String spec, String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
    try {
      int port = Integer.parseInt(hostPort.substring(colon + 1));
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return bare.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(bare, port);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "cannot listen on \"" + spec + "\": the form is tcp://address:port");
    }
  }

  private static @Nullable String after(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : null;
  }
}
