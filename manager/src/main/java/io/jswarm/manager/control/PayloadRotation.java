package io.jswarm.manager.control;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rotating a secret or config comes to: which services get the new version, and which older
 * ones nothing needs any more. A service follows when it refers to any version by the name they
 * have in common; one that names an older version itself stays with it.
 *
 * @param services that get the new version, as they are
 * @param surplus ids of versions to be removed
 */
public record PayloadRotation(List<Service> services, List<String> surplus) {
  /** Versions kept although nothing refers to them, the newest of them. */
  public static final int UNUSED_KEPT_MAX = 3;

  /** What would become of an image if the newest version of a payload were rotated. */
  public static PayloadRotation of(ClusterImage image, Payload newest) {
    List<Payload> versions = PayloadUse.versions(image, newest);
    Set<String> ids = new TreeSet<>();
    versions.forEach(each -> ids.add(each.id()));
    List<Service> services = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    for (Service service : image.services().values()) {
      boolean follows =
          references(service.spec()).stream()
              .anyMatch(each -> isMeant(each, newest) && ids.contains(each.id()));
      // what the present spec of a service that follows refers to, its previous one will
      used.addAll(PayloadUse.ids(newest.kind(), service.spec()));
      if (follows) {
        services.add(service);
      } else {
        used.addAll(PayloadUse.ids(newest.kind(), service.previousSpec()));
      }
    }
    services.forEach(service -> used.addAll(ofTasks(image, service, newest)));
    return new PayloadRotation(services, surplus(versions, used));
  }

  /** What is said when the data is what the newest version holds. */
  public static String unchanged(Payload newest) {
    return "%s %s holds exactly that already, as version %d: nothing is changed"
        .formatted(newest.kind().noun(), newest.name(), newest.number());
  }

  /** The spec with the new version in place of every older one it follows. */
  static ServiceSpec moved(ServiceSpec spec, Payload before, String id) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null) {
      return spec;
    }
    ContainerSpec moved =
        container.withPayloads(
            container.secrets().stream()
                .map(each -> isMeant(each, before) ? each.withId(id) : each)
                .toList(),
            container.configs().stream()
                .map(each -> isMeant(each, before) ? each.withId(id) : each)
                .toList());
    return spec.withTaskTemplate(spec.taskTemplate().withContainerSpec(moved));
  }

  private static boolean isMeant(PayloadReference reference, Payload newest) {
    return reference.kind() == newest.kind() && reference.name().equals(newest.name());
  }

  private static List<PayloadReference> references(ServiceSpec spec) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    return container == null ? List.of() : container.payloads();
  }

  private static Set<String> ofTasks(ClusterImage image, Service service, Payload newest) {
    Set<String> used = new TreeSet<>();
    for (Task task : image.tasksOfService(service.id())) {
      if (task.isLive() && !task.isToStop()) {
        used.addAll(PayloadUse.ids(newest.kind(), task.spec()));
      }
    }
    return used;
  }

  /** Of the versions nothing refers to, all but the newest few. */
  private static List<String> surplus(List<Payload> versions, Set<String> used) {
    List<String> unused =
        versions.stream().map(Payload::id).filter(id -> !used.contains(id)).toList();
    return unused.subList(0, Math.max(0, unused.size() - UNUSED_KEPT_MAX));
  }
}
