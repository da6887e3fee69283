package io.jswarm.manager.control;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who refers to which secrets and configs, and which versions belong together. */
final class PayloadUse {
  private PayloadUse() {}

  /** All versions of a payload, the newest last. */
  static List<Payload> versions(ClusterImage image, Payload payload) {
    String lineage = payload.lineage();
    return image.payloads(payload.kind()).values().stream()
        .map(Payload.class::cast)
        .filter(each -> each.lineage().equals(lineage))
        .sorted(Comparator.comparingLong(Payload::number))
        .toList();
  }

  /** The services whose present spec refers to one of these ids. */
  static List<Service> services(ClusterImage image, PayloadKind kind, Set<String> ids) {
    return image.services().values().stream()
        .filter(service -> ids(kind, service.spec()).stream().anyMatch(ids::contains))
        .toList();
  }

  /** The ids a spec refers to. */
  static Set<String> ids(PayloadKind kind, @Nullable ServiceSpec spec) {
    return spec == null ? Set.of() : ids(kind, spec.taskTemplate());
  }

  /** The ids that tasks of this spec need. */
  static Set<String> ids(PayloadKind kind, TaskSpec spec) {
    Set<String> ids = new TreeSet<>();
    for (PayloadReference reference : references(kind, spec)) {
      ids.add(reference.id());
    }
    return ids;
  }

  private static List<? extends PayloadReference> references(PayloadKind kind, TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    if (container == null) {
      return List.of();
    }
    return switch (kind) {
      case SECRET -> container.secrets();
      case CONFIG -> container.configs();
    };
  }
}
