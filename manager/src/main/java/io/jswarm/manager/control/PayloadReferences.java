package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets and configs a service asks for, held against what there is; in Swarm's words. */
final class PayloadReferences {
  private PayloadReferences() {}

  /** The first thing wrong with them, if all is not well. */
  static Optional<Refusal> check(ClusterImage image, ServiceSpec spec) {
    ContainerSpec container = spec.taskTemplate().containerSpec();
    if (container == null) {
      return Optional.empty();
    }
    return form(PayloadKind.SECRET, container.secrets())
        .or(() -> form(PayloadKind.CONFIG, container.configs()))
        .map(Refusal::invalid)
        .or(() -> existence(image, PayloadKind.SECRET, container.secrets()))
        .or(() -> existence(image, PayloadKind.CONFIG, container.configs()));
  }

  private static Optional<String> form(
      PayloadKind kind, List<? extends PayloadReference> references) {
    Map<String, String> byTarget = new HashMap<>();
    for (PayloadReference reference : references) {
      if (reference.id().isEmpty() || reference.name().isEmpty()) {
        return Optional.of("malformed " + kind.noun() + " reference");
      }
      FileTarget file = reference.file();
      if (file == null) {
        return Optional.of("malformed " + kind.noun() + " reference, no target provided");
      }
      if (file.name().isEmpty()) {
        return Optional.of(
            "malformed file " + kind.noun() + " reference, invalid target file name provided");
      }
      String before = byTarget.put(file.name(), reference.name());
      if (before != null) {
        return Optional.of(
            "%s references '%s' and '%s' have a conflicting target: '%s'"
                .formatted(kind.noun(), before, reference.name(), file.name()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> existence(
      ClusterImage image, PayloadKind kind, List<? extends PayloadReference> references) {
    List<String> missing = new ArrayList<>();
    for (PayloadReference reference : references) {
      Payload payload = image.payload(kind, reference.id());
      if (payload == null || !isCalled(payload, reference.name())) {
        missing.add(reference.name());
      }
    }
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String nouns = missing.size() == 1 ? kind.noun() : kind.noun() + "s";
    return Optional.of(Refusal.invalid(nouns + " not found: " + String.join(", ", missing)));
  }

  /** An older version goes by its former name too: so a service's previous spec stays whole. */
  private static boolean isCalled(Payload payload, String name) {
    return payload.name().equals(name) || payload.lineage().equals(name);
  }
}
