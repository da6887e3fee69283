package io.jswarm.daemon.node;

/** An address with a port, as {@code 10.0.0.1:2377} or {@code [fd00::1]:2377}. */
record HostPort(String host, int port) {
  private static final int PORT_MAX = 65_535;

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException when it has no valid port
   */
  static HostPort parse(String text) {
    return parse(text, -1);
  }

  /** Reads {@code host[:port]}; a negative default makes the port mandatory. */
  static HostPort parse(String text, int defaultPort) {
    String host = text;
    int port = defaultPort;
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    boolean bareV6 = !bracketed && colon >= 0 && text.indexOf(':') != colon;
    if (colon >= 0 && !bareV6 && !text.endsWith("]")) {
      host = text.substring(0, colon);
      port = parsePort(text.substring(colon + 1), text);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (port < 0) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    return new HostPort(host, port);
  }

  private static int parsePort(String text, String whole) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException("address " + whole + ": invalid port " + text);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
