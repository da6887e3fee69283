package io.jswarm.overlaynet.balance;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Front;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A service on one network, called by its virtual addresses.
 *
 * @param vips its addresses, v4 and v6
 * @param backends addresses of the tasks that take new connections, v4 and v6, in order of the
 *     tasks
 */
public record VirtualService(String serviceId, List<String> vips, List<String> backends) {
  public VirtualService {
    vips = List.copyOf(vips);
    backends = List.copyOf(backends);
  }

  /**
   * What the facts say of a service on a network; empty when it has no virtual address there.
   *
   * @param tasks the backends of that service
   */
  public static Optional<VirtualService> of(
      String networkId, Front front, Collection<Backend> tasks) {
    List<String> vips =
        front.networks().stream()
            .filter(name -> name.networkId().equals(networkId))
            .flatMap(name -> name.vip().stream())
            .toList();
    return vips.isEmpty()
        ? Optional.empty()
        : Optional.of(new VirtualService(front.serviceId(), vips, addresses(networkId, tasks)));
  }

  /** Where new connections may go: addresses of tasks on a network, in order of the tasks' ids. */
  public static List<String> addresses(String networkId, Collection<Backend> tasks) {
    return tasks.stream()
        .filter(task -> !task.draining())
        .sorted(java.util.Comparator.comparing(Backend::taskId))
        .flatMap(task -> task.networks().stream())
        .filter(endpoint -> endpoint.networkId().equals(networkId))
        .map(NetworkFact.Endpoint::addresses)
        .flatMap(List::stream)
        .toList();
  }
}
