package io.jswarm.scheduler;

import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.PlacementPreference;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.SpreadOver;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Clusters and services made from a seed: cramped, mixed, and with a past. */
final class RandomCluster {
  final Cluster cluster = new Cluster();
  final List<Node> nodes = new ArrayList<>();
  private final Random random;
  private int rounds;

  RandomCluster(long seed) {
    random = new Random(seed);
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      addNode("n%02d".formatted(i));
    }
    int services = 1 + random.nextInt(6);
    for (int i = 0; i < services; i++) {
      addService("s" + i);
    }
  }

  private void addNode(String id) {
    List<GenericResource> generic =
        switch (random.nextInt(3)) {
          case 0 -> List.of();
          case 1 -> List.of(GenericResource.discrete("gpu", random.nextInt(6)));
          default ->
              List.of(
                  GenericResource.named("gpu", id + "-a"),
                  GenericResource.named("gpu", id + "-b"),
                  GenericResource.discrete("ssd", 2));
        };
    Resources resources = new Resources(random.nextInt(8), random.nextInt(40), generic);
    NodeState state = random.nextInt(8) == 0 ? NodeState.DOWN : NodeState.READY;
    Map<String, String> labels =
        Map.of("zone", "z" + random.nextInt(3), "rack", "r" + random.nextInt(2));
    Node node = Nodes.node(id, labels, resources, state);
    if (random.nextInt(8) == 0) {
      node = node.withSpec(node.spec().withAvailability("drain"));
    }
    nodes.add(node);
    cluster.with(node);
  }

  private void addService(String id) {
    TaskSpec spec = Tasks.reserving(reservation()).withPlacement(placement());
    EndpointSpec endpoint =
        random.nextInt(4) == 0
            ? new EndpointSpec(
                "", List.of(new PortConfig("", "tcp", 80, 80 + random.nextInt(2), "host")))
            : EndpointSpec.UNSET;
    cluster.add(id, random.nextInt(25), spec, new Version(1 + random.nextInt(2)), endpoint);
  }

  private Resources reservation() {
    List<DiscreteResourceSpec> pieces = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      pieces.add(new DiscreteResourceSpec("gpu", 1 + random.nextInt(2)));
    }
    if (random.nextInt(6) == 0) {
      pieces.add(new DiscreteResourceSpec("ssd", 1));
    }
    Resources generic = Tasks.pieces(0, pieces.toArray(DiscreteResourceSpec[]::new));
    return new Resources(random.nextInt(3), random.nextInt(9), generic.genericResources());
  }

  private Placement placement() {
    List<String> constraints =
        switch (random.nextInt(4)) {
          case 0 -> List.of("node.labels.zone!=z0");
          case 1 -> List.of("node.labels.zone==z1", "node.role==worker");
          default -> List.of();
        };
    List<PlacementPreference> preferences =
        switch (random.nextInt(3)) {
          case 0 -> List.of(spread("node.labels.zone"));
          case 1 -> List.of(spread("node.labels.zone"), spread("node.labels.rack"));
          default -> List.of();
        };
    List<Platform> platforms =
        random.nextInt(5) == 0 ? List.of(new Platform("amd64", "linux")) : List.of();
    return new Placement(constraints, preferences, random.nextInt(4), platforms);
  }

  private static PlacementPreference spread(String descriptor) {
    return new PlacementPreference(new SpreadOver(descriptor));
  }

  /** Some of what was placed ends, fails, is told to stop, or is forgotten; some nodes change. */
  void live() {
    for (String id : List.copyOf(cluster.tasks.keySet())) {
      if (!cluster.task(id).status().state().isWithWorker()) {
        continue;
      }
      switch (random.nextInt(8)) {
        case 0 -> cluster.observe(id, TaskState.FAILED);
        case 1 -> cluster.observe(id, TaskState.RUNNING);
        case 2 -> cluster.put(cluster.task(id).withDesiredState(TaskState.SHUTDOWN));
        case 3 -> cluster.remove(id);
        default -> {}
      }
    }
    Node node = nodes.get(random.nextInt(nodes.size()));
    cluster.turn(node.id(), random.nextBoolean() ? NodeState.DOWN : NodeState.READY);
    addService("later" + rounds++);
  }
}
