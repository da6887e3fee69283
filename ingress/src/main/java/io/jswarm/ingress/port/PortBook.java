package io.jswarm.ingress.port;

import io.jswarm.api.model.PortConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ports that services have on every node (mode {@code ingress}). One owner keeps it and tells
 * it of every service that changes or goes. Not thread-safe.
 */
public final class PortBook {
  /** Ports the cluster chooses are from here, as Swarm's. */
  public static final int FIRST = 30_000;

  /** To here. */
  public static final int LAST = 32_767;

  private record Key(String protocol, int port) {}

  /** Who has a port; several only when each has it on another address. Looked into only. */
  private final Map<Key, Set<String>> owners = new HashMap<>();

  private final Map<String, List<Key>> byService = new HashMap<>();

  /** No chosen port below is free; looked into only. */
  private final Map<String, Integer> searchFrom = new TreeMap<>();

  /** A service has these ports now, and no others. */
  public void put(String serviceId, List<PortConfig> ports) {
    remove(serviceId);
    List<Key> keys = new ArrayList<>();
    for (PortConfig port : ports) {
      if (isOnEveryNode(port) && port.publishedPort() != 0) {
        Key key = new Key(port.protocolOrDefault(), port.publishedPort());
        owners.computeIfAbsent(key, _ -> new HashSet<>()).add(serviceId);
        keys.add(key);
      }
    }
    if (!keys.isEmpty()) {
      byService.put(serviceId, keys);
    }
  }

  /** A service has no ports any more. */
  public void remove(String serviceId) {
    List<Key> keys = byService.remove(serviceId);
    if (keys == null) {
      return;
    }
    for (Key key : keys) {
      Set<String> having = owners.getOrDefault(key, new HashSet<>());
      having.remove(serviceId);
      if (having.isEmpty()) {
        owners.remove(key);
        searchFrom.computeIfPresent(
            key.protocol, (_, from) -> Math.min(from, Math.max(FIRST, key.port)));
      }
    }
  }

  /**
   * The ports a service gets: what it asks for, what was left to the cluster as it was before, and
   * else the lowest free one. They are its own from then on.
   *
   * @param had what it has now
   * @return empty when the ports to choose from are used up
   */
  public Optional<List<PortConfig>> assign(
      String serviceId, List<PortConfig> asked, List<PortConfig> had) {
    remove(serviceId);
    put(serviceId, asked); // what it asks for by number cannot be chosen for another of its ports
    Set<Key> chosen = new HashSet<>();
    List<PortConfig> assigned = new ArrayList<>();
    for (PortConfig port : asked) {
      int number = isOpen(port) ? before(port, had, chosen) : 0;
      if (number != 0) {
        chosen.add(new Key(port.protocolOrDefault(), number));
      }
      assigned.add(number == 0 ? port : port.withPublishedPort(number));
    }
    for (int i = 0; i < assigned.size(); i++) {
      PortConfig port = assigned.get(i);
      if (isOpen(port)) {
        int number = lowestFree(port.protocolOrDefault(), chosen);
        if (number == 0) {
          put(serviceId, had);
          return Optional.empty();
        }
        chosen.add(new Key(port.protocolOrDefault(), number));
        assigned.set(i, port.withPublishedPort(number));
      }
    }
    put(serviceId, assigned);
    return Optional.of(List.copyOf(assigned));
  }

  /** Whether the cluster is to choose it. */
  private static boolean isOpen(PortConfig port) {
    return port.publishedPort() == 0 && isOnEveryNode(port);
  }

  /** The number the same port had, when nobody else has it by now; 0 when there is none. */
  private int before(PortConfig port, List<PortConfig> had, Set<Key> chosen) {
    for (PortConfig old : had) {
      Key key = new Key(old.protocolOrDefault(), old.publishedPort());
      boolean same =
          port.withPublishedPort(old.publishedPort()).equals(old) && old.publishedPort() >= FIRST;
      if (same
          && old.publishedPort() <= LAST
          && !owners.containsKey(key)
          && !chosen.contains(key)) {
        return old.publishedPort();
      }
    }
    return 0;
  }

  private int lowestFree(String protocol, Set<Key> chosen) {
    int from = searchFrom.getOrDefault(protocol, FIRST);
    for (int number = from; number <= LAST; number++) {
      Key key = new Key(protocol, number);
      if (!owners.containsKey(key) && !chosen.contains(key)) {
        searchFrom.put(protocol, number);
        return number;
      }
    }
    return 0;
  }

  /** Whether every node answers on the port. */
  public static boolean isOnEveryNode(PortConfig port) {
    return port.publishModeOrDefault().equals("ingress");
  }
}
