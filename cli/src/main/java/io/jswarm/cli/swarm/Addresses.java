package io.jswarm.cli.swarm;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;

/** The addresses a node listens on and tells others, as {@code init} and {@code join} take them. */
final class Addresses {
  private static final String ANY_HOST = "0.0.0.0";
  private static final String PORT = "2377";

  private Addresses() {}

  static FlagSet flags(FlagSet flags) {
    return flags
        .value("advertise-addr", "ADDR|IFACE", "Address other nodes reach this one at")
        .value("listen-addr", "ADDR|IFACE", "Where managers listen (default 0.0.0.0:2377)")
        .value("data-path-addr", "ADDR|IFACE", "Address for the traffic between containers")
        .value("availability", "STATE", "active, pause or drain (default active)");
  }

  static void put(ParsedFlags flags, JsonObject body) {
    body.set("ListenAddr", withPort(flags.text("listen-addr")));
    body.set("AdvertiseAddr", flags.text("advertise-addr"));
    body.set("DataPathAddr", flags.text("data-path-addr"));
  }

  /** Fills in what an address leaves out: {@code eth0} is {@code eth0:2377}. */
  private static String withPort(String address) {
    if (address.startsWith(":")) {
      return ANY_HOST + address;
    }
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon > address.lastIndexOf(']') && address.indexOf(':') == colon;
    boolean bracketPort = colon > 0 && address.charAt(colon - 1) == ']';
    return (address.isEmpty() ? ANY_HOST : address) + (hasPort || bracketPort ? "" : ":" + PORT);
  }
}
