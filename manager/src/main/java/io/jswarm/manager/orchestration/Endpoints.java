package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Endpoint;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Service;
import io.jswarm.ingress.port.PortBook;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How each service is reached: its virtual address on each of its networks and its published ports,
 * those left to the cluster among them. What cannot be had is remembered and tried again; the tasks
 * of such a service wait.
 */
final class Endpoints {
  private final AddressBook book;
  private final PortBook ports = new PortBook();

  /** Services that were written or removed and not looked at yet. */
  private final TreeSet<String> open = new TreeSet<>();

  /** What services lack. */
  private final Map<String, String> obstacles = new TreeMap<>();

  /** A term begins: every service must be looked at. */
  Endpoints(ClusterImage image, AddressBook book) {
    this.book = book;
    for (Service service : image.services().values()) {
      ports.put(service.id(), all(service));
      open.add(service.id());
    }
  }

  /** Whether the service publishes a port on every node. */
  static boolean isOnEveryNode(Service service) {
    EndpointSpec endpoint = service.spec().endpointSpec();
    return endpoint != null && endpoint.ports().stream().anyMatch(PortBook::isOnEveryNode);
  }

  /** What the service lacks, so that its tasks wait. */
  Optional<String> obstacle(String serviceId) {
    return Optional.ofNullable(obstacles.get(serviceId));
  }

  boolean hasMore() {
    return !open.isEmpty();
  }

  /** Looks at the services that changed, and at those that lack something. */
  void settle(Turn turn) {
    open.addAll(turn.takeServicesToAddress());
    if (!turn.isEmpty()) {
      open.addAll(obstacles.keySet());
    }
    for (String serviceId : open) {
      Service service = turn.service(serviceId);
      book.note(serviceId, service, turn.at());
      if (service == null) {
        ports.remove(serviceId);
      } else {
        ports.put(serviceId, all(service));
      }
    }
    while (!open.isEmpty() && !turn.isFull()) {
      String serviceId = open.pollFirst();
      obstacles.remove(serviceId);
      Service service = turn.service(serviceId);
      if (service != null) {
        settle(turn, service);
      }
    }
    turn.takeServicesToAddress();
  }

  /** Ports it asks for and ports it has: nobody else may choose them. */
  private static List<PortConfig> all(Service service) {
    EndpointSpec asked = service.spec().endpointSpec();
    return Stream.concat(
            asked == null ? Stream.empty() : asked.ports().stream(),
            service.endpoint().ports().stream())
        .toList();
  }

  private void settle(Turn turn, Service service) {
    EndpointSpec asked = service.spec().endpointSpec();
    EndpointSpec spec = asked == null ? EndpointSpec.UNSET : asked;
    Endpoint before = service.endpoint();
    Optional<List<PortConfig>> assigned = ports.assign(service.id(), spec.ports(), before.ports());
    if (assigned.isEmpty()) {
      obstacles.put(
          service.id(),
          "every port from " + PortBook.FIRST + " to " + PortBook.LAST + " is published already");
    }
    List<EndpointVirtualIp> vips =
        spec.modeOrDefault().equals("vip") ? vips(turn, service) : List.of();
    Endpoint endpoint = new Endpoint(spec, assigned.orElse(before.ports()), vips);
    // As at Docker: without ports and addresses there is no endpoint before there was one.
    boolean never =
        before.equals(Endpoint.NONE)
            && endpoint.ports().isEmpty()
            && endpoint.virtualIps().isEmpty();
    if (!never && !endpoint.equals(before)) {
      Service reached = service.withEndpoint(endpoint);
      turn.add(new Change.PutService(reached));
      book.note(service.id(), reached, turn.at());
    }
  }

  private List<EndpointVirtualIp> vips(Turn turn, Service service) {
    Map<String, List<EndpointVirtualIp>> had = new LinkedHashMap<>();
    for (EndpointVirtualIp vip : service.endpoint().virtualIps()) {
      had.computeIfAbsent(vip.networkId(), _ -> new ArrayList<>()).add(vip);
    }
    Map<String, List<EndpointVirtualIp>> has = new LinkedHashMap<>();
    for (NetworkAttachmentConfig one : service.spec().attachments()) {
      Network found =
          PredefinedNetwork.of(one.target()).isPresent()
              ? null
              : Wish.find(turn.image(), one.target());
      KnownNetwork network = found == null ? null : book.network(found.id());
      if (network != null && !has.containsKey(network.id())) {
        List<EndpointVirtualIp> old = had.getOrDefault(network.id(), List.of());
        has.put(network.id(), old.isEmpty() ? take(turn, service, network) : old);
      }
    }
    return has.values().stream().flatMap(List::stream).toList();
  }

  private List<EndpointVirtualIp> take(Turn turn, Service service, KnownNetwork network) {
    Optional<Long> address = book.take(turn, network, Block.VIPS);
    if (address.isEmpty()) {
      obstacles.put(service.id(), network.exhausted());
      return List.of();
    }
    return network.ledger().plan().addresses(address.get()).stream()
        .map(text -> new EndpointVirtualIp(network.id(), text))
        .toList();
  }
}
