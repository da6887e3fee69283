package io.jswarm.overlaynet.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Pieces of rules that every ruleset of ours is made of, written as nft lists them. */
public final class Phrases {
  /** The protocols with ports that are balanced; others reach the node itself. */
  public static final String WITH_PORTS = "meta l4proto { tcp, udp, sctp }";

  public static final String AT_ARRIVAL = "type filter hook prerouting priority raw";
  public static final String MARKING = "type filter hook prerouting priority mangle";
  public static final String FORWARDING = "type filter hook forward priority filter";
  public static final String ACCEPTING = "type filter hook input priority filter";
  public static final String DEPARTING = "type filter hook output priority filter";
  public static final String TO_OTHERS = "type nat hook prerouting priority dstnat";
  public static final String FROM_HERE = "type nat hook output priority -100";
  public static final String ROUTED = "type filter hook postrouting priority mangle";
  public static final String LEAVING = "type nat hook postrouting priority srcnat";

  private Phrases() {}

  /**
   * Sends what comes by to one of the addresses, each as likely as the others; refuses it at once
   * when there is none.
   */
  public static Chain toOneOf(List<String> addresses) {
    return toOneOf("", addresses, "", 0);
  }

  /**
   * The same for one protocol, with a port to send it to. The chain names the protocol, and not
   * those that have ports, for a set in every chain makes all changes of a table slower.
   *
   * @param protocol as nft calls it
   */
  public static Chain toOneOf(List<String> addresses, String protocol, int port) {
    return toOneOf("meta l4proto " + protocol + " ", addresses, protocol, port);
  }

  private static Chain toOneOf(String matching, List<String> addresses, String protocol, int port) {
    Choice choice = new Choice(addresses, protocol, port);
    if (addresses.isEmpty()) {
      return new Chain("", refuse(""), choice);
    }
    StringJoiner choices = new StringJoiner(", ", "{ ", " }");
    for (int i = 0; i < addresses.size(); i++) {
      choices.add(i + " : " + addresses.get(i));
    }
    String rule =
        "%sdnat to numgen random mod %d map %s%s"
            .formatted(matching, addresses.size(), choices, port == 0 ? "" : ":" + port);
    return new Chain("", List.of(rule), choice);
  }

  /** Answers as a host does on which nothing listens. */
  public static List<String> refuse(String matching) {
    String when = matching.isEmpty() ? "" : matching + " ";
    return List.of(when + "reject with tcp reset", when + "reject");
  }

  /**
   * Lets a container speak only with addresses that are its own.
   *
   * @param devices a pattern for all that lead to containers
   * @param set of device names with addresses
   */
  public static List<String> keepOwnAddresses(Family family, String devices, String set) {
    List<String> rules = new ArrayList<>();
    if (family == Family.IP6) {
      rules.add(
          "iifname \"%s\" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept"
              .formatted(devices));
    }
    rules.add(
        "iifname \"%s\" iifname . %s saddr != @%s drop".formatted(devices, family.word(), set));
    return rules;
  }

  /**
   * Keeps a container that asks too much from filling the name server's socket, which others need.
   *
   * @param devices a pattern for all that lead to containers
   * @param set {@link NamedSet#filledByRules} of addresses
   */
  public static String askInMeasure(String devices, String set) {
    return ("iifname \"%s\" ip daddr 169.254.1.1 udp dport 53"
            + " update @%s { ip saddr limit rate over 2000/second burst 2000 packets } drop")
        .formatted(devices, set);
  }

  /** Those addresses, or prefixes, that are of the family, as one operand. */
  public static String anyOf(Family family, Iterable<String> addresses) {
    SortedSet<String> own = new TreeSet<>();
    addresses.forEach(address -> {
      if (family.has(address)) {
        own.add(address);
      }
    });
    return own.size() == 1 ? own.first() : "{ " + String.join(", ", own) + " }";
  }
}
