package io.jswarm.overlaynet.balance;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Phrases;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A service on one network, called by its virtual addresses. It holds its rules, so a service that
 * stays as it is costs nothing when another one changes.
 */
public record VirtualService(String serviceId, Part v4, Part v6) {
  /**
   * What it is in one version of IP.
   *
   * @param vips its addresses
   * @param chain leads a connection to one of its tasks
   */
  public record Part(List<String> vips, Chain chain) {
    public Part {
      vips = List.copyOf(vips);
    }

    private static Part of(Family family, List<String> vips, List<String> backends) {
      return new Part(
          vips.stream().filter(family::has).toList(),
          Phrases.toOneOf(backends.stream().filter(family::has).toList()));
    }
  }

  /**
   * A service.
   *
   * @param vips its addresses, v4 and v6
   * @param backends addresses of the tasks that take new connections, v4 and v6, in order of the
   *     tasks
   */
  public VirtualService(String serviceId, List<String> vips, List<String> backends) {
    this(serviceId, Part.of(Family.IP, vips, backends), Part.of(Family.IP6, vips, backends));
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
        .sorted(Comparator.comparing(Backend::taskId))
        .flatMap(task -> task.networks().stream())
        .filter(endpoint -> endpoint.networkId().equals(networkId))
        .map(NetworkFact.Endpoint::addresses)
        .flatMap(List::stream)
        .toList();
  }

  Part part(Family family) {
    return family == Family.IP6 ? v6 : v4;
  }
}
