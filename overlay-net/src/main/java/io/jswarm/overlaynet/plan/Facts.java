package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All a node has been told of the cluster's networks. Immutable. */
public final class Facts {
  public static final Facts NONE = new Facts(Collections.emptyNavigableMap());

  private final NavigableMap<String, NetworkFact> byKey;
  private final NavigableMap<String, Peer> peers = new TreeMap<>();
  private final NavigableMap<String, Segment> segments = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<String, Block>> blocks = new TreeMap<>();
  private final NavigableMap<String, Front> fronts = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<String, Backend>> backends = new TreeMap<>();

  private Facts(NavigableMap<String, NetworkFact> byKey) {
    this.byKey = byKey;
    byKey.values().forEach(this::index);
  }

  private void index(NetworkFact fact) {
    switch (fact) {
      case Peer peer -> peers.put(peer.nodeId(), peer);
      case Segment segment -> segments.put(segment.networkId(), segment);
      case Block block ->
          blocks
              .computeIfAbsent(block.networkId(), _ -> new TreeMap<>())
              .put(block.prefix(), block);
      case Front front -> fronts.put(front.serviceId(), front);
      case Backend backend -> {
        String service = backend.serviceId();
        backends
            .computeIfAbsent(service == null ? "" : service, _ -> new TreeMap<>())
            .put(backend.taskId(), backend);
      }
    }
  }

  /** With these facts in place of those of the same keys, and without those removed. */
  public Facts with(Collection<NetworkFact> put, Collection<String> removed) {
    NavigableMap<String, NetworkFact> next = new TreeMap<>(byKey);
    removed.forEach(next::remove);
    put.forEach(fact -> next.put(fact.key(), fact));
    return new Facts(next);
  }

  public Collection<Peer> peers() {
    return Collections.unmodifiableCollection(peers.values());
  }

  public Optional<Peer> peer(String nodeId) {
    return Optional.ofNullable(peers.get(nodeId));
  }

  public Optional<Segment> segment(String networkId) {
    return Optional.ofNullable(segments.get(networkId));
  }

  /** The blocks of a network, of all nodes. */
  public List<Block> blocks(String networkId) {
    return List.copyOf(blocks.getOrDefault(networkId, Collections.emptyNavigableMap()).values());
  }

  public Collection<Front> fronts() {
    return Collections.unmodifiableCollection(fronts.values());
  }

  /** The tasks of a service that can be called; those of none for the empty id. */
  public Collection<Backend> backends(String serviceId) {
    return Collections.unmodifiableCollection(
        backends.getOrDefault(serviceId, Collections.emptyNavigableMap()).values());
  }

  /** Every fact, in order of their keys. */
  public Collection<NetworkFact> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }
}
