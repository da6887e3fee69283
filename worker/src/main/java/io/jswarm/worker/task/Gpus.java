package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NamedResourceSpec;
import io.jswarm.worker.engine.EngineException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which GPUs of this node a task was given. Managers hand out the pieces of the generic resource
 * {@code gpu}: only those that have names can be told apart here.
 */
final class Gpus {
  private static final String ALL = "all";

  /** What programs for NVIDIA's GPUs look at; the CDI file of a node may set it otherwise. */
  private static final String NVIDIA = "NVIDIA_VISIBLE_DEVICES=";

  private Gpus() {}

  /**
   * Names of the GPUs the container is to be given, or {@code all}.
   *
   * @throws EngineException.Rejected when this node cannot tell which ones are meant
   */
  static List<String> of(ContainerSpec spec, List<GenericResource> given) {
    if (spec.gpus() == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    boolean counted = false;
    for (GenericResource each : given) {
      NamedResourceSpec named = each.namedResourceSpec();
      if (named != null && named.kind().equals(GenericResource.GPU)) {
        names.add(named.value());
      }
      DiscreteResourceSpec pieces = each.discreteResourceSpec();
      counted |= pieces != null && pieces.kind().equals(GenericResource.GPU);
    }
    if (spec.gpus() == ContainerSpec.ALL_GPUS && counted) {
      return List.of(ALL);
    }
    if (names.isEmpty()) {
      throw new EngineException.Rejected(
          "this node only counts its GPUs and cannot tell which are this task's: start its daemon with --node-generic-resource gpu=NAME for each of them, by the names of its CDI files");
    }
    return names;
  }

  /** What the process is told of them, unless the spec says something itself. */
  static List<String> env(ContainerSpec spec, List<GenericResource> given) {
    List<String> names = of(spec, given);
    return names.isEmpty() || spec.env().stream().anyMatch(each -> each.startsWith(NVIDIA))
        ? List.of()
        : List.of(NVIDIA + String.join(",", names));
  }
}
