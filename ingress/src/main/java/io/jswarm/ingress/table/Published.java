package io.jswarm.ingress.table;

import io.jswarm.overlaynet.FabricAddress;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Phrases;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is published: by a service on every node, or by a task on its own. It holds its rules, so
 * what stays as it is costs nothing when something else changes.
 *
 * @param id of the service or of the task
 * @param v4 by {@link Binding#end}: leads a connection there to one of those that take new ones
 * @param v6 the same
 */
public record Published(
    String id,
    Reach reach,
    List<Binding> bindings,
    SortedMap<String, Chain> v4,
    SortedMap<String, Chain> v6) {
  /** Which nodes answer. */
  public enum Reach {
    /** All, whether they run a task or not; called by any node's address. */
    EVERY_NODE,
    /** This one. */
    THIS_NODE
  }

  public Published {
    bindings = List.copyOf(bindings);
    v4 = Collections.unmodifiableSortedMap(new TreeMap<>(v4));
    v6 = Collections.unmodifiableSortedMap(new TreeMap<>(v6));
  }

  /**
   * Something published.
   *
   * @param backends v4 addresses on the fabric of those that take new connections
   */
  public Published(String id, Reach reach, List<Binding> bindings, List<String> backends) {
    this(
        id,
        reach,
        bindings,
        chains(bindings, backends),
        chains(bindings, backends.stream().map(FabricAddress::v6).toList()));
  }

  private static SortedMap<String, Chain> chains(List<Binding> bindings, List<String> backends) {
    SortedMap<String, Chain> chains = new TreeMap<>();
    for (Binding each : bindings) {
      chains.computeIfAbsent(
          each.end(), _ -> Phrases.toOneOf(backends, each.protocol(), each.target()));
    }
    return chains;
  }

  /** Whether the same ports are published under the same id. */
  boolean bindsAs(Published other) {
    return id.equals(other.id) && reach == other.reach && bindings.equals(other.bindings);
  }

  /** Where connections by one of its bindings go. */
  Chain chain(Family family, Binding binding) {
    Chain chain = (family == Family.IP6 ? v6 : v4).get(binding.end());
    if (chain == null) {
      throw new IllegalArgumentException(
          "%s does not publish its port %d".formatted(id, binding.target()));
    }
    return chain;
  }
}
