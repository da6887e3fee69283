package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives tasks that are given a node their addresses there. */
final class Attachments {
  private final AddressBook book;
  private final Endpoints endpoints;

  /** What tasks carry of the ingress network, as it was last seen. */
  private @Nullable SwarmNetwork ingress;

  Attachments(AddressBook book, Endpoints endpoints) {
    this.book = book;
    this.endpoints = endpoints;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** It has these; there may be none to have. */
    record Attached(List<NetworkAttachment> attachments) implements Outcome {}

    /** It cannot have them all, and got none. */
    record Refused(String reason) implements Outcome {}
  }

  /** Looks at many tasks of a turn, to tell which of them would get their addresses. */
  final class Outlook {
    private final Turn turn;
    private final Map<String, Long> left = new HashMap<>();
    private final Map<Kind, Wish> wishes = new HashMap<>();

    /** Tasks of one service and spec version wish the same. */
    private record Kind(String serviceId, @Nullable Version specVersion, String taskId) {}

    Outlook(Turn turn) {
      this.turn = turn;
    }

    Wish wish(Task task) {
      String alone = task.specVersion() == null ? task.id() : "";
      return wishes.computeIfAbsent(
          new Kind(task.serviceId(), task.specVersion(), alone),
          _ -> Wish.of(turn.image(), turn.service(task.serviceId()), task));
    }

    /** Why the task would not get its addresses; when it would, they are set aside for it. */
    Optional<String> obstacle(Task task) {
      Wish wish = wish(task);
      if (wish.missing().isPresent()) {
        return wish.missing().map(name -> "network " + name + " not found");
      }
      Optional<String> ofService = endpoints.obstacle(task.serviceId());
      if (ofService.isPresent()) {
        return ofService;
      }
      for (KnownNetwork network : networks(wish)) {
        if (left.computeIfAbsent(network.id(), _ -> network.ledger().free()) <= 0) {
          return Optional.of(network.exhausted());
        }
      }
      networks(wish).forEach(network -> left.merge(network.id(), -1L, Long::sum));
      return Optional.empty();
    }

    /** Whether a node needs another block for the task. */
    boolean growsFor(Task task, String nodeId) {
      return networks(wish(task)).stream()
          .anyMatch(network -> !network.ledger().hasOwn(nodeId, turn.at()));
    }
  }

  Outlook outlook(Turn turn) {
    return new Outlook(turn);
  }

  private List<KnownNetwork> networks(Wish wish) {
    Stream<String> ids =
        wish.fabric()
            ? Stream.concat(wish.overlays().stream(), Stream.of(NetworkFact.FABRIC))
            : wish.overlays().stream();
    return ids.flatMap(id -> Optional.ofNullable(book.network(id)).stream()).toList();
  }

  /** Takes the addresses of a task on its node. */
  Outcome attach(Turn turn, Task task, Wish wish, String nodeId) {
    List<NetworkAttachment> attachments = new ArrayList<>();
    Map<KnownNetwork, Long> taken = new HashMap<>();
    for (KnownNetwork network : networks(wish)) {
      Optional<Long> address = book.take(turn, network, nodeId);
      if (address.isEmpty()) {
        taken.forEach((other, given) -> other.ledger().free(given, Instant.EPOCH));
        return new Outcome.Refused(network.exhausted());
      }
      taken.put(network, address.get());
      attachments.add(
          new NetworkAttachment(
              shown(turn, task, network), network.ledger().plan().addresses(address.get())));
    }
    return new Outcome.Attached(attachments);
  }

  /** The network of all nodes shows itself as the ingress network where something is published. */
  private SwarmNetwork shown(Turn turn, Task task, KnownNetwork network) {
    if (!network.id().equals(NetworkFact.FABRIC)) {
      return network.shown();
    }
    Service service = turn.service(task.serviceId());
    Network face = turn.image().ingressNetwork();
    if (service == null || face == null || !Endpoints.isOnEveryNode(service)) {
      return network.shown();
    }
    SwarmNetwork known = ingress;
    if (known == null || !known.id().equals(face.id()) || !known.version().equals(face.version())) {
      known = KnownNetwork.shown(face);
      ingress = known;
    }
    return known;
  }
}
