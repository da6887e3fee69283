package io.jswarm.scheduler;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.PlacementPreference;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.SpreadOver;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Tasks and what they ask for. */
final class Tasks {
  private Tasks() {}

  static Task pending(
      String id, String serviceId, TaskSpec spec, Version specVersion, Instant createdAt) {
    String empty = "{\"DesiredState\":\"running\",\"ID\":\"" + id + "\",\"ServiceID\":\"";
    Task task = Json.read(empty + serviceId + "\"}", Task.class);
    Task made =
        task.withSpec(spec)
            .withStatus(TaskStatus.of(TaskState.PENDING, createdAt, "pending task scheduling"));
    return withRun(made, specVersion);
  }

  private static Task withRun(Task task, Version specVersion) {
    String text = Json.write(task);
    String version = ",\"SpecVersion\":{\"Index\":" + specVersion.index() + "}}";
    return Json.read(text.substring(0, text.length() - 1) + version, Task.class)
        .withSpec(task.spec());
  }

  static Task inSlot(Task task, int slot) {
    ObjectNode json = Json.mapper().valueToTree(task);
    return Json.read(Json.write(json.put("Slot", slot)), Task.class);
  }

  static TaskSpec reserving(long nanoCpus, long memoryBytes) {
    return reserving(new Resources(nanoCpus, memoryBytes, List.of()));
  }

  static TaskSpec reserving(Resources resources) {
    return Cluster.PLAIN.withResources(new ResourceRequirements(null, resources, null, null));
  }

  static Resources pieces(long memoryBytes, DiscreteResourceSpec... pieces) {
    List<GenericResource> generic =
        Stream.of(pieces).map(p -> GenericResource.discrete(p.kind(), p.value())).toList();
    return new Resources(0, memoryBytes, generic);
  }

  static TaskSpec constrained(String... constraints) {
    return Cluster.PLAIN.withPlacement(
        new Placement(List.of(constraints), List.of(), 0, List.of()));
  }

  static TaskSpec atMost(long perNode) {
    return Cluster.PLAIN.withPlacement(new Placement(List.of(), List.of(), perNode, List.of()));
  }

  static TaskSpec spreadOver(TaskSpec spec, String... descriptors) {
    List<PlacementPreference> preferences =
        Stream.of(descriptors).map(d -> new PlacementPreference(new SpreadOver(d))).toList();
    return spec.withPlacement(new Placement(List.of(), preferences, 0, List.of()));
  }
}
