package io.jswarm.daemon.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the addresses a node listens on and is known by, as Swarm does: an interface may be named
 * instead of an address; without {@code --advertise-addr} the node's only address is taken, and
 * where there are several the operator must choose.
 */
public final class Addresses {
  static final int CONTROL_PORT = 2377;

  private Addresses() {}

  /** The outcome: where to listen, where others reach the node, where its data goes. */
  record Chosen(String listen, String advertise, String dataPath) {}

  /** One address of this machine. */
  public record Local(String interfaceName, String address, boolean loopback) {
    boolean isV6() {
      return address.indexOf(':') >= 0;
    }
  }

  static Chosen choose(String listen, String advertise, String dataPath, List<Local> locals)
      throws NodeException {
    HostPort listening = listening(listen, locals);
    HostPort advertised = advertised(advertise, listening, locals);
    String data =
        dataPath.isEmpty()
            ? advertised.host()
            : addressOf(dataPath, locals)
                .orElseThrow(() ->
                    NodeException.invalid(
                        "data path address must be a non-zero IP or network interface (without"
                            + " a port number)"));
    return new Chosen(listening.toString(), advertised.toString(), data);
  }

  private static HostPort listening(String listen, List<Local> locals) throws NodeException {
    if (listen.isEmpty()) {
      throw NodeException.invalid("invalid ListenAddr \"\": invalid empty address");
    }
    HostPort parsed = parse(listen, "ListenAddr");
    String address =
        addressOf(parsed.host(), locals)
            .or(() -> isAny(parsed.host()) ? Optional.of(parsed.host()) : Optional.empty())
            .orElseThrow(() ->
                NodeException.invalid(
                    "listen address must be an IP address or network interface (with optional"
                        + " port number)"));
    return new HostPort(address, parsed.port());
  }

  private static HostPort advertised(String advertise, HostPort listening, List<Local> locals)
      throws NodeException {
    if (!advertise.isEmpty()) {
      HostPort parsed = parse(advertise, "AdvertiseAddr");
      int port = advertise.endsWith(":" + parsed.port()) ? parsed.port() : listening.port();
      String address =
          addressOf(parsed.host(), locals)
              .orElseThrow(() ->
                  NodeException.invalid(
                      "advertise address must be a non-zero IP address or network interface"
                          + " (with optional port number)"));
      return new HostPort(address, port);
    }
    if (!isAny(listening.host())) {
      return listening;
    }
    return new HostPort(onlyAddress(locals), listening.port());
  }

  private static String onlyAddress(List<Local> locals) throws NodeException {
    List<Local> outward = locals.stream().filter(l -> !l.loopback()).toList();
    List<Local> v4 = outward.stream().filter(l -> !l.isV6()).toList();
    List<Local> candidates = v4.isEmpty() ? outward : v4;
    if (candidates.isEmpty()) {
      throw NodeException.invalid(
          "could not find the system's IP address - specify one with --advertise-addr");
    }
    if (candidates.size() > 1) {
      List<String> found = new ArrayList<>();
      candidates.forEach(l -> found.add(l.address() + " on " + l.interfaceName()));
      throw NodeException.invalid(
          "could not choose an IP address to advertise since this system has multiple addresses ("
              + String.join(", ", found)
              + ") - specify one with --advertise-addr");
    }
    return candidates.getFirst().address();
  }

  /** An address as it is, or the first one of the interface of that name. */
  private static Optional<String> addressOf(String host, List<Local> locals) throws NodeException {
    if (isLiteral(host)) {
      return isAny(host) ? Optional.empty() : Optional.of(host);
    }
    List<Local> ofInterface = locals.stream().filter(l -> l.interfaceName().equals(host)).toList();
    List<Local> v4 = ofInterface.stream().filter(l -> !l.isV6()).toList();
    List<Local> candidates = v4.isEmpty() ? ofInterface : v4;
    if (candidates.size() > 1) {
      throw NodeException.invalid(
          "interface " + host + " has more than one address - specify the address instead");
    }
    return candidates.stream().map(Local::address).findFirst();
  }

  private static HostPort parse(String text, String field) throws NodeException {
    try {
      return HostPort.parse(text, CONTROL_PORT);
    } catch (IllegalArgumentException e) {
      throw NodeException.invalid("invalid " + field + " \"" + text + "\": " + e.getMessage());
    }
  }

  private static boolean isAny(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }
}
