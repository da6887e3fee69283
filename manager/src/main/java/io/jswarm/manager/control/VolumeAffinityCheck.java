package io.jswarm.manager.control;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.scheduler.node.VolumeWish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a service's wish to stay with its volumes can be followed (docs/adr/026). */
final class VolumeAffinityCheck {
  private VolumeAffinityCheck() {}

  static @Nullable String check(ServiceSpec spec) {
    String affinity = spec.taskTemplate().placementOrAnywhere().volumeAffinity();
    if (affinity.isEmpty()) {
      return null;
    }
    if (!List.of(Placement.HARD, Placement.SOFT).contains(affinity)) {
      return "invalid volume affinity \"" + affinity + "\": hard or soft";
    }
    if (spec.mode().global() != null || spec.mode().globalJob() != null) {
      return "a global service runs on every node: it has no use for a volume affinity";
    }
    ContainerSpec container = spec.taskTemplate().containerSpec();
    List<String> names =
        container == null
            ? List.of()
            : container.mounts().stream().filter(VolumeWish::isNamed).map(Mount::source).toList();
    if (names.isEmpty()) {
      return "a volume affinity needs a mount of a named volume of the driver local";
    }
    for (String name : names) {
      if (!VolumeWish.isForeseeable(name)) {
        return "a volume affinity cannot follow the volume \""
            + name
            + "\": of the templates its name may have .Task.Slot, .Service.ID and .Service.Name,"
            + " which are known before the task has a node";
      }
    }
    return null;
  }
}
