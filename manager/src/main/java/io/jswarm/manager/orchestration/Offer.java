package io.jswarm.manager.orchestration;

import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a node has to offer, while its tasks take their shares one after the other. */
final class Offer {
  private final Map<String, Long> pieces = new HashMap<>();
  private final Set<GenericResource> named = new HashSet<>();
  private long nanoCpus;
  private long memoryBytes;

  Offer(Resources total) {
    nanoCpus = total.nanoCpus();
    memoryBytes = total.memoryBytes();
    for (GenericResource resource : total.genericResources()) {
      DiscreteResourceSpec counted = resource.discreteResourceSpec();
      if (counted == null) {
        named.add(resource);
      } else {
        pieces.merge(counted.kind(), counted.value(), Long::sum);
      }
    }
  }

  /** Takes what the task reserves, unless there is too little left; the task then takes nothing. */
  boolean take(Task task) {
    Resources wanted = task.spec().reservations();
    if (!hasLeft(wanted.nanoCpus(), nanoCpus)
        || !hasLeft(wanted.memoryBytes(), memoryBytes)
        || !task.genericResources().stream().allMatch(this::isLeft)) {
      return false;
    }
    nanoCpus -= wanted.nanoCpus();
    memoryBytes -= wanted.memoryBytes();
    takeAll(task.genericResources());
    return true;
  }

  /** A node that has shrunk below zero still has room for a task that reserves nothing. */
  private static boolean hasLeft(long wanted, long left) {
    return wanted == 0 || wanted <= left;
  }

  private boolean isLeft(GenericResource wanted) {
    DiscreteResourceSpec counted = wanted.discreteResourceSpec();
    return counted == null
        ? named.contains(wanted)
        : counted.value() <= pieces.getOrDefault(counted.kind(), 0L);
  }

  private void takeAll(List<GenericResource> given) {
    for (GenericResource resource : given) {
      DiscreteResourceSpec counted = resource.discreteResourceSpec();
      if (counted == null) {
        named.remove(resource);
      } else {
        pieces.merge(counted.kind(), -counted.value(), Long::sum);
      }
    }
  }
}
