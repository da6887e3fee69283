package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.ingress.table.Published;
import io.jswarm.overlaynet.balance.VirtualService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service and its tasks that can be called, and what packet rules say of it. That is worked out
 * when it is first asked for, and kept for as long as the service stays as it is. For one thread.
 */
final class Called {
  private final Front front;
  private final List<Backend> tasks;
  private final Map<String, Optional<VirtualService>> byNetwork = new HashMap<>();
  private @Nullable Published published;

  /**
   * A service.
   *
   * @param told its tasks as managers know them
   * @param withdrawn tasks that have ended and managers do not know of yet
   */
  Called(Front front, List<Backend> told, Set<String> withdrawn) {
    this.front = front;
    this.tasks = alive(told, withdrawn);
  }

  private static List<Backend> alive(List<Backend> told, Set<String> withdrawn) {
    return told.stream().noneMatch(task -> withdrawn.contains(task.taskId()))
        ? told
        : told.stream().filter(task -> !withdrawn.contains(task.taskId())).toList();
  }

  /** On a network; empty when it has no virtual address there. */
  Optional<VirtualService> on(String networkId) {
    return byNetwork.computeIfAbsent(networkId, id -> VirtualService.of(id, front, tasks));
  }

  /** On every node; empty when it publishes nothing. */
  Optional<Published> published() {
    if (front.ports().isEmpty()) {
      return Optional.empty();
    }
    Published known = published;
    if (known == null) {
      known =
          new Published(
              front.serviceId(),
              Published.Reach.EVERY_NODE,
              TrafficRules.bindings(front.ports()),
              VirtualService.addresses(NetworkFact.FABRIC, tasks).stream()
                  .filter(address -> address.indexOf(':') < 0)
                  .toList());
      published = known;
    }
    return Optional.of(known);
  }
}
