package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Network;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.FreedAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives out addresses and ports: to each node its share of the network that joins all nodes, to
 * services how they are reached, to tasks where they are; and takes shares back that nobody needs.
 * One instance serves one term; all it remembers follows from the image.
 */
final class Addressing {
  private static final Duration FORGET_EVERY = Duration.ofSeconds(30);

  private final AddressBook book;
  private final Endpoints endpoints;
  private final Attachments attachments;

  /** Nodes that are new, have changed or are gone, and were not looked at yet. */
  private final TreeSet<String> nodes = new TreeSet<>();

  private Instant forgotten = Instant.EPOCH;

  Addressing(ClusterImage image) {
    book = new AddressBook(image);
    endpoints = new Endpoints(image, book);
    attachments = new Attachments(book, endpoints);
    nodes.addAll(image.nodes().keySet());
    image.blocks().stream()
        .map(Block::owner)
        .filter(owner -> !owner.equals(Block.VIPS))
        .forEach(nodes::add);
  }

  /** Does all that has nothing to do with where tasks run. */
  void settle(Turn turn) {
    foundFabric(turn);
    book.sync(turn);
    nodes.addAll(turn.takeNodesToAddress());
    while (!nodes.isEmpty() && !turn.isFull()) {
      share(turn, nodes.pollFirst());
    }
    endpoints.settle(turn);
    if (!turn.isFull()) {
      book.release(turn);
      forget(turn);
    }
  }

  /** Addresses that have rested are remembered no more; that is no reason for a round. */
  private void forget(Turn turn) {
    boolean due = !turn.at().isBefore(forgotten.plus(FORGET_EVERY));
    if (due && !turn.isEmpty() && !turn.image().freed().isEmpty()) {
      turn.add(new Change.ExpireFreed(turn.at().minus(FreedAddress.REST)));
      forgotten = turn.at();
    }
  }

  /** Takes in what was given out and what has become free since. */
  void sync(Turn turn) {
    book.sync(turn);
  }

  Attachments attachments() {
    return attachments;
  }

  /** Whether the last round was too small for all that could be decided. */
  boolean hasMore() {
    return !nodes.isEmpty() || endpoints.hasMore();
  }

  /** When something is to be done although nothing happens. */
  Optional<Instant> wakeAt() {
    return book.nextRelease();
  }

  /** A cluster that was made before there were networks gets what a new one has. */
  private void foundFabric(Turn turn) {
    ClusterState cluster = turn.image().cluster();
    if (cluster == null) {
      return;
    }
    String pool = cluster.fabricPool();
    if (pool == null) {
      pool = ClusterState.FABRIC_POOL_DEFAULT;
      turn.add(new Change.PutCluster(cluster.withFabricPool(pool)));
      Network ingress = IngressNetwork.of(turn.mintId(), pool);
      if (turn.image().ingressNetwork() == null
          && turn.image().networkByName(ingress.name()) == null) {
        turn.add(new Change.PutNetwork(ingress));
      }
    }
    book.knowFabric(pool);
  }

  private void share(Turn turn, String nodeId) {
    KnownNetwork fabric = book.network(NetworkFact.FABRIC);
    if (turn.node(nodeId) == null) {
      for (Block block : turn.image().blocksOfNode(nodeId)) {
        KnownNetwork network = book.network(block.networkId());
        if (network != null) {
          network.ledger().reconsider(nodeId, turn.at());
        }
      }
    } else if (fabric != null && fabric.ledger().blocksOf(nodeId).isEmpty()) {
      AddressBook.write(turn, fabric, fabric.ledger().claim(nodeId));
    }
  }
}
