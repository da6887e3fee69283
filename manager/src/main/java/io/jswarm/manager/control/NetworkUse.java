package io.jswarm.manager.control;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.ingress.port.PortBook;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who needs a network, so that it cannot be removed. */
final class NetworkUse {
  /** A sentence names no more than so many. */
  private static final int NAMES_MAX = 5;

  private NetworkUse() {}

  /** What keeps the network in use, as a sentence that begins like Docker's. */
  static Optional<String> of(ClusterImage image, Network network) {
    List<Service> services =
        image.services().values().stream()
            .filter(service ->
                network.ingress() ? publishesOnEveryNode(service) : refersTo(service, network))
            .toList();
    if (!services.isEmpty()) {
      String first = services.getFirst().id();
      String names = named(services.stream().map(service -> service.spec().name()).toList());
      return Optional.of(
          network.ingress()
              ? "ingress network cannot be removed because service "
                  + first
                  + " depends on it"
                  + names
              : "network " + network.id() + " is in use by service " + first + names);
    }
    List<Task> tasks = image.tasks().values().stream().filter(task -> isOn(task, network)).toList();
    return tasks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "network "
                + network.id()
                + " is in use by task "
                + tasks.getFirst().id()
                + named(tasks.stream().map(task -> called(image, task)).toList()));
  }

  private static boolean publishesOnEveryNode(Service service) {
    EndpointSpec endpoint = service.spec().endpointSpec();
    return endpoint != null && endpoint.ports().stream().anyMatch(PortBook::isOnEveryNode);
  }

  private static boolean refersTo(Service service, Network network) {
    return service.spec().attachments().stream()
        .anyMatch(one -> one.target().equals(network.id()) || one.target().equals(network.name()));
  }

  private static boolean isOn(Task task, Network network) {
    return task.isLive()
        && !task.isToStop()
        && task.networksAttachments().stream()
            .anyMatch(one -> one.network().id().equals(network.id()));
  }

  private static String called(ClusterImage image, Task task) {
    Service service = image.service(task.serviceId());
    String place = task.slot() == 0 ? task.nodeId() : Integer.toString(task.slot());
    return (service == null ? task.serviceId() : service.spec().name()) + "." + place;
  }

  private static String named(List<String> names) {
    String more = names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "";
    return names.stream().limit(NAMES_MAX).collect(Collectors.joining(", ", " (", more + ")"));
  }
}
