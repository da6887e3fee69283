package io.jswarm.overlaynet.dns;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.Literal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Who has which name on which network. One thread changes it, fact by fact; any may ask meanwhile,
 * and sees each service and task before its change or after it.
 */
public final class Names {
  private final ConcurrentMap<String, NetworkFact> facts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, ConcurrentMap<String, Target>> names = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, ConcurrentMap<String, Target>> addresses =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, ConcurrentMap<String, Target>> tasks = new ConcurrentHashMap<>();

  /** Something on a network: a name, an address, or the id of a service. */
  private record Key(String networkId, String what) {}

  /** What a key leads to. */
  private sealed interface Target {}

  private record Fixed(List<InetAddress> addresses) implements Target {}

  private record TasksOf(String serviceId) implements Target {}

  private record Called(String name) implements Target {}

  /** Takes a fact in, in place of an earlier one of the same key. */
  public void put(NetworkFact fact) {
    NetworkFact old = facts.put(fact.key(), fact);
    Entries wanted = entries(fact);
    add(wanted, fact.key());
    if (old != null) {
      remove(entries(old), wanted, fact.key());
    }
  }

  /** Forgets the fact of that key. */
  public void remove(String key) {
    NetworkFact old = facts.remove(key);
    if (old != null) {
      remove(entries(old), new Entries(), key);
    }
  }

  /**
   * What only this node knows of a container of its own: more names, as the one its host has.
   *
   * @param endpoints the container's addresses by network
   */
  public void join(String containerId, List<String> names, List<Endpoint> endpoints) {
    List<Endpoint> called =
        endpoints.stream().map(at -> new Endpoint(at.networkId(), at.addresses(), names)).toList();
    // The key sorts after those of managers' facts, whose names for an address come first.
    put(new Backend("~" + containerId, null, "", 0, names.getFirst(), false, called));
  }

  /** The container has left its networks. */
  public void leave(String containerId) {
    remove("backend/~" + containerId);
  }

  /** The addresses of a name on a network; empty when nobody there has it. */
  Optional<List<InetAddress>> addresses(String networkId, String name) {
    Map<String, Target> targets = names.get(new Key(networkId, name));
    if (targets == null || targets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        targets.values().stream().flatMap(target -> resolve(networkId, target).stream()).toList());
  }

  /** What an address on a network is called. */
  Optional<String> called(String networkId, InetAddress address) {
    Map<String, Target> targets = addresses.get(new Key(networkId, address.getHostAddress()));
    return Optional.ofNullable(targets).map(Map::values).stream()
        .flatMap(Collection::stream)
        .findFirst()
        .map(target -> target instanceof Called(String name) ? name : "")
        .map(name ->
            network(networkId)
                .map(segment -> name + "." + segment.name().toLowerCase(Locale.ROOT))
                .orElse(name));
  }

  /** A network that this node was told of. */
  Optional<Segment> network(String networkId) {
    return facts.get("segment/" + networkId) instanceof Segment segment
        ? Optional.of(segment)
        : Optional.empty();
  }

  private List<InetAddress> resolve(String networkId, Target target) {
    return switch (target) {
      case Fixed(List<InetAddress> fixed) -> fixed;
      case TasksOf(String serviceId) -> {
        Map<String, Target> all = tasks.get(new Key(networkId, serviceId));
        yield all == null
            ? List.of()
            : all.values().stream().flatMap(task -> resolve(networkId, task).stream()).toList();
      }
      case Called _ -> List.of();
    };
  }

  /** What a fact says, as entries of the three maps. */
  private static final class Entries {
    private final Map<Key, Target> names = new HashMap<>();
    private final Map<Key, Target> addresses = new HashMap<>();
    private final Map<Key, Target> tasks = new HashMap<>();
  }

  private static Entries entries(NetworkFact fact) {
    Entries entries = new Entries();
    switch (fact) {
      case Front front -> front.networks().forEach(name -> enter(entries, front, name));
      case Backend task -> task.networks().forEach(endpoint -> enter(entries, task, endpoint));
      case NetworkFact.Peer _, Segment _, NetworkFact.Block _ -> {}
    }
    return entries;
  }

  private static void enter(Entries entries, Front front, Name name) {
    List<InetAddress> vips = name.vip().stream().map(Literal::address).toList();
    List<String> all = new ArrayList<>(name.aliases());
    all.add(front.name());
    TasksOf itsTasks = new TasksOf(front.serviceId());
    for (String each : all) {
      String lower = each.toLowerCase(Locale.ROOT);
      entries.names.put(
          new Key(name.networkId(), lower), vips.isEmpty() ? itsTasks : new Fixed(vips));
      entries.names.put(new Key(name.networkId(), "tasks." + lower), itsTasks);
    }
    for (InetAddress vip : vips) {
      entries.addresses.put(
          new Key(name.networkId(), vip.getHostAddress()), new Called(front.name()));
    }
  }

  private static void enter(Entries entries, Backend task, Endpoint endpoint) {
    String network = endpoint.networkId();
    if (network.equals(NetworkFact.FABRIC)) {
      return; // all are on it, and nobody is to be found there
    }
    Fixed fixed = new Fixed(endpoint.addresses().stream().map(Literal::address).toList());
    List<String> all = new ArrayList<>(endpoint.aliases());
    all.add(task.name());
    for (String each : all) {
      entries.names.put(new Key(network, each.toLowerCase(Locale.ROOT)), fixed);
    }
    if (task.serviceId() != null && !task.draining()) {
      entries.tasks.put(new Key(network, task.serviceId()), fixed);
    }
    for (InetAddress address : fixed.addresses()) {
      entries.addresses.put(new Key(network, address.getHostAddress()), new Called(task.name()));
    }
  }

  private void add(Entries wanted, String owner) {
    add(names, wanted.names, owner);
    add(addresses, wanted.addresses, owner);
    add(tasks, wanted.tasks, owner);
  }

  private void remove(Entries old, Entries wanted, String owner) {
    remove(names, old.names, wanted.names, owner);
    remove(addresses, old.addresses, wanted.addresses, owner);
    remove(tasks, old.tasks, wanted.tasks, owner);
  }

  private static void add(
      ConcurrentMap<Key, ConcurrentMap<String, Target>> index,
      Map<Key, Target> wanted,
      String owner) {
    wanted.forEach((key, target) ->
        index.computeIfAbsent(key, _ -> new ConcurrentSkipListMap<>()).put(owner, target));
  }

  private static void remove(
      ConcurrentMap<Key, ConcurrentMap<String, Target>> index,
      Map<Key, Target> old,
      Map<Key, Target> wanted,
      String owner) {
    for (Key key : old.keySet()) {
      if (!wanted.containsKey(key)) {
        index.computeIfPresent(
            key,
            (_, targets) -> {
              targets.remove(owner);
              return targets.isEmpty() ? null : targets;
            });
      }
    }
  }
}
