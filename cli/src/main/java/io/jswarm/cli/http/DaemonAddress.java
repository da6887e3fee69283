package io.jswarm.cli.http;

import java.nio.file.Path;

/** Where the daemon listens. */
public sealed interface DaemonAddress {
  /** Ports a {@code tcp://} address means when it names none, as Docker's client takes them. */
  int PLAIN_PORT = 2375;

  int TLS_PORT = 2376;

  /** The daemon of this host. */
  String DEFAULT = "unix:///run/jswarm/jswarm.sock";

  /** How the user would write it. */
  String display();

  /** A socket file of this host. */
  record UnixSocket(Path path) implements DaemonAddress {
    @Override
    public String display() {
      return "unix://" + path;
    }
  }

  /** A TCP port, plain when {@code tls} says so. */
  record TcpPort(String host, int port, TlsFiles tls) implements DaemonAddress {
    @Override
    public String display() {
      return "tcp://" + host + ":" + port;
    }
  }

  /**
   * Reads {@code unix://PATH}, {@code tcp://HOST[:PORT]} or {@code HOST:PORT}.
   *
   * @throws IllegalArgumentException saying what is wrong with the address
   */
  static DaemonAddress parse(String text, TlsFiles tls) {
    if (text.startsWith("unix://")) {
      String path = text.substring("unix://".length());
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "host '" + text + "' needs an absolute path, such as " + DEFAULT);
      }
      return new UnixSocket(Path.of(path));
    }
    if (text.startsWith("ssh://")) {
      throw new IllegalArgumentException(
          "ssh:// hosts are not in this version; log in there, or use tcp:// with TLS");
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0 && !text.startsWith("tcp://")) {
      throw new IllegalArgumentException(
          "host '" + text + "' is neither unix:///PATH nor tcp://HOST:PORT");
    }
    return tcp(text, scheme < 0 ? text : text.substring(scheme + 3), tls);
  }

  private static DaemonAddress tcp(String text, String authority, TlsFiles tls) {
    int colon = authority.lastIndexOf(':');
    boolean bareV6 = colon >= 0 && authority.indexOf(':') != colon && !authority.contains("]");
    boolean hasPort = colon > authority.lastIndexOf(']') && !bareV6;
    String host = hasPort ? authority.substring(0, colon) : authority;
    int port = tls.isPlain() ? PLAIN_PORT : TLS_PORT;
    try {
      port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : port;
    } catch (NumberFormatException _) {
      port = -1;
    }
    if (port < 1 || port > 65535 || authority.contains("/")) {
      throw new IllegalArgumentException("host '" + text + "' is not tcp://HOST:PORT");
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new TcpPort(bare.isEmpty() ? "127.0.0.1" : bare, port, tls);
  }
}
