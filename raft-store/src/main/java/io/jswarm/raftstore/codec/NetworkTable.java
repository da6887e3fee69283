package io.jswarm.raftstore.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.SwarmNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The different networks that the tasks of a document are attached to, in the order of their first
 * use: thousands of tasks refer to one.
 */
final class NetworkTable {
  private final List<SwarmNetwork> networks = new ArrayList<>();
  private final Map<SwarmNetwork, Integer> places = new HashMap<>();
  // most tasks share the object itself, and comparing whole networks costs
  private final IdentityHashMap<SwarmNetwork, Integer> known = new IdentityHashMap<>();

  /** An attachment with its network's place instead of the network. */
  record Placed(@JsonProperty("N") int network, @JsonProperty("A") List<String> addresses) {}

  List<Placed> placed(List<NetworkAttachment> attachments) {
    return attachments.stream()
        .map(one -> new Placed(place(one.network()), one.addresses()))
        .toList();
  }

  private int place(SwarmNetwork network) {
    Integer place = known.get(network);
    if (place == null) {
      place = places.computeIfAbsent(network, this::append);
      known.put(network, place);
    }
    return place;
  }

  private int append(SwarmNetwork network) {
    networks.add(network);
    return networks.size() - 1;
  }

  /** Forgets all but the first ones. */
  void truncate(int size) {
    List<SwarmNetwork> dropped = networks.subList(size, networks.size());
    dropped.forEach(places::remove);
    known.values().removeIf(place -> place >= size);
    dropped.clear();
  }

  List<SwarmNetwork> networks() {
    return networks;
  }

  static List<NetworkAttachment> attachments(List<SwarmNetwork> networks, Placed[] placed) {
    List<NetworkAttachment> attachments = new ArrayList<>(placed.length);
    for (Placed one : placed) {
      if (one.network() < 0 || one.network() >= networks.size()) {
        throw new UnreadableException(
            "a task refers to network %d of %d".formatted(one.network(), networks.size()));
      }
      attachments.add(new NetworkAttachment(networks.get(one.network()), one.addresses()));
    }
    return attachments;
  }
}
