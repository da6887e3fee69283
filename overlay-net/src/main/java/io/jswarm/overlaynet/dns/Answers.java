package io.jswarm.overlaynet.dns;

import io.jswarm.overlaynet.dns.Answer.Addresses;
import io.jswarm.overlaynet.dns.Answer.Elsewhere;
import io.jswarm.overlaynet.dns.Answer.NoName;
import io.jswarm.overlaynet.dns.Answer.Pointer;
import io.jswarm.overlaynet.state.Prefix;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a container is told. It hears of names on its own networks only; the first of them that
 * knows the name decides, and its word is final: a name of ours has no other addresses elsewhere.
 */
final class Answers {
  private static final String V4_REVERSE = ".in-addr.arpa";
  private static final String V6_REVERSE = ".ip6.arpa";
  private static final int V4_LABELS = 4;
  private static final int V6_LABELS = 32;

  private Answers() {}

  /**
   * Answers, or says that others must be asked.
   *
   * @param turn counts questions: of many addresses each one comes first in its turn
   */
  static Answer of(Query query, Asker asker, Names names, long turn) {
    if (!query.isInternet()) {
      return new Elsewhere();
    }
    Optional<InetAddress> reversed = reversed(query.name());
    if (reversed.isPresent()) {
      return pointer(query, reversed.get(), asker, names);
    }
    return lookUp(query.name(), asker, names)
        .<Answer>map(
            all -> new Addresses(rotated(all.stream().filter(of(query.type())).toList(), turn)))
        .orElseGet(Elsewhere::new);
  }

  private static Predicate<InetAddress> of(int type) {
    return switch (type) {
      case Query.A -> address -> !(address instanceof Inet6Address);
      case Query.AAAA -> Inet6Address.class::isInstance;
      case Query.ANY -> _ -> true;
      default -> _ -> false;
    };
  }

  /** A name alone, or followed by the name of the network it is meant on. */
  private static Optional<List<InetAddress>> lookUp(String name, Asker asker, Names names) {
    for (String network : asker.networks()) {
      Optional<List<InetAddress>> found = names.addresses(network, name);
      if (found.isPresent()) {
        return found;
      }
    }
    for (String network : asker.networks()) {
      Optional<List<InetAddress>> found =
          names
              .network(network)
              .map(segment -> "." + segment.name().toLowerCase(Locale.ROOT))
              .filter(name::endsWith)
              .map(suffix -> name.substring(0, name.length() - suffix.length()))
              .flatMap(alone -> names.addresses(network, alone));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<InetAddress> rotated(List<InetAddress> addresses, long turn) {
    if (addresses.size() < 2) {
      return addresses;
    }
    List<InetAddress> rotated = new ArrayList<>(addresses);
    Collections.rotate(rotated, -(int) Math.floorMod(turn, (long) addresses.size()));
    return rotated;
  }

  /** Addresses of the asker's networks are nobody's outside: others are not asked for them. */
  private static Answer pointer(Query query, InetAddress address, Asker asker, Names names) {
    for (String network : asker.networks()) {
      Optional<String> name = names.called(network, address);
      if (name.isPresent()) {
        return query.type() == Query.PTR || query.type() == Query.ANY
            ? new Pointer(name.get())
            : new Addresses(List.of());
      }
    }
    boolean isOurs =
        asker.networks().stream()
            .flatMap(network -> names.network(network).stream())
            .flatMap(segment -> segment.subnets().stream())
            .anyMatch(subnet -> Prefix.parse(subnet).contains(address));
    return isOurs ? new NoName() : new Elsewhere();
  }

  /** The address that a name of the reverse tree stands for. */
  private static Optional<InetAddress> reversed(String name) {
    if (name.endsWith(V4_REVERSE)) {
      return reversed(name.substring(0, name.length() - V4_REVERSE.length()), V4_LABELS);
    }
    if (name.endsWith(V6_REVERSE)) {
      return reversed(name.substring(0, name.length() - V6_REVERSE.length()), V6_LABELS);
    }
    return Optional.empty();
  }

  private static Optional<InetAddress> reversed(String digits, int labels) {
    List<String> parts = List.of(digits.split("\\.", -1)).reversed();
    if (parts.size() != labels) {
      return Optional.empty();
    }
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < labels; i++) {
      boolean separated = labels == V4_LABELS ? i > 0 : i > 0 && i % 4 == 0;
      literal.append(separated ? labels == V4_LABELS ? "." : ":" : "").append(parts.get(i));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(literal.toString()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
