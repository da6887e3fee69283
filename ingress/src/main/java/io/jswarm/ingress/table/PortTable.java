package io.jswarm.ingress.table;

import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.NamedSet;
import io.jswarm.overlaynet.nft.Phrases;
import io.jswarm.overlaynet.nft.Table;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a connection to a published port goes: one look-up by protocol and port finds the chain of
 * a target port and protocol of a service, which picks a task. However much is published, a packet
 * sees the same few rules.
 */
final class PortTable {
  /** The rule that looks a packet up. */
  static final String LOOK_UP = Phrases.WITH_PORTS + " jump published";

  private static final String PORT = "meta l4proto . th dport";

  /** Published by services, and called by any node's address. */
  private static final String EVERYWHERE = "ports";

  /** Published by tasks of this node. */
  private static final String HERE = "own_ports";

  /** Published on one address of this node. */
  private static final String BOUND = "bound_ports";

  private final Family family;
  private final SortedMap<String, Chain> chains = new TreeMap<>();
  private final SortedMap<String, String> everywhere = new TreeMap<>();
  private final SortedMap<String, String> here = new TreeMap<>();
  private final SortedMap<String, String> bound = new TreeMap<>();

  PortTable(Family family, Collection<Published> published) {
    this.family = family;
    published.forEach(this::add);
    chains.put("published", new Chain("", lookUp()));
  }

  /** A table that leads to these instead of those of the same bindings. */
  static Table refilled(Table table, Collection<Published> others) {
    SortedMap<String, Chain> chains = new TreeMap<>();
    for (Published each : others) {
      for (Binding binding : each.bindings()) {
        String name = chain(each, binding);
        if (table.chains().containsKey(name)) {
          chains.put(name, each.chain(table.family(), binding));
        }
      }
    }
    return table.with(chains);
  }

  private static String chain(Published published, Binding binding) {
    return "port_" + published.id() + "_" + binding.end();
  }

  SortedMap<String, Chain> chains() {
    return chains;
  }

  SortedMap<String, NamedSet> sets() {
    String keys = "inet_proto . inet_service";
    SortedMap<String, NamedSet> sets = new TreeMap<>();
    sets.put(EVERYWHERE, new NamedSet(keys + " : verdict", everywhere));
    sets.put(HERE, new NamedSet(keys + " : verdict", here));
    sets.put(BOUND, new NamedSet(family.addressType() + " . " + keys + " : verdict", bound));
    return sets;
  }

  private void add(Published published) {
    for (Binding binding : published.bindings()) {
      if (binding.hostIp().isEmpty() || family.has(binding.hostIp())) {
        String chain = chain(published, binding);
        chains.putIfAbsent(chain, published.chain(family, binding));
        lead(published.reach(), binding, "goto " + chain);
      }
    }
  }

  /** Two tasks of a node never publish the same; should they, the first keeps it. */
  private void lead(Published.Reach reach, Binding binding, String verdict) {
    if (binding.isOnOneAddress()) {
      bound.putIfAbsent(binding.hostIp() + " . " + binding.key(), verdict);
    } else {
      (reach == Published.Reach.EVERY_NODE ? everywhere : here).putIfAbsent(binding.key(), verdict);
    }
  }

  private List<String> lookUp() {
    String ip = family.word();
    String resolver = family == Family.IP ? "169.254.1.1" : "fe80::1";
    return List.of(
        "%s daddr %s th dport 53 return".formatted(ip, resolver),
        PORT + " @reserved return",
        "fib daddr type local %s daddr . %s vmap @%s".formatted(ip, PORT, BOUND),
        "fib daddr type local %s vmap @%s".formatted(PORT, HERE),
        // One rule leads on, not one for each: the kernel follows all that a rule may lead to, and
        // that of every rule, with every change.
        ip + " daddr != @nodes fib daddr type != local return",
        PORT + " vmap @" + EVERYWHERE);
  }
}
