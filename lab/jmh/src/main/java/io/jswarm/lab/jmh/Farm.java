package io.jswarm.lab.jmh;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.model.Version;
import io.jswarm.scheduler.Decision;
import io.jswarm.scheduler.Pending;
import io.jswarm.scheduler.Scheduler;
import io.jswarm.scheduler.node.FaultyNodes;
import io.jswarm.scheduler.node.NodeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many nodes, and services whose tasks wait for them; decisions are written down at once. */
final class Farm {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long CORE = 1_000_000_000L;
  private static final long GIB = 1L << 30;

  final NodeSet nodes = new NodeSet();
  private final FaultyNodes faulty = new FaultyNodes();
  private final Map<String, Task> waiting = new HashMap<>();
  private int tasks;

  /** Nodes of 64 cores and 256 GiB, half of them in each of two zones. */
  Farm(int count) {
    for (int i = 0; i < count; i++) {
      nodes.putNode(node("node%06d".formatted(i), i % 2 == 0 ? "a" : "b"));
    }
  }

  private static Node node(String id, String zone) {
    return new Node(
        id,
        Version.ZERO,
        NOW,
        NOW,
        new NodeSpec("", Map.of("zone", zone), "worker", "active"),
        new NodeDescription(
            id,
            new Platform("x86_64", "linux"),
            new Resources(64 * CORE, 256 * GIB, List.of()),
            EngineDescription.UNKNOWN,
            TlsInfo.UNKNOWN),
        new NodeStatus(NodeState.READY, "", "10.0.0.1"),
        null);
  }

  /** So many tasks of one service, each with a reservation. */
  List<Pending> service(String id, int count, String... constraints) {
    Resources reserved = new Resources(CORE / 100, GIB / 100, List.of());
    TaskSpec spec =
        TaskSpec.of(ContainerSpec.of("busybox"))
            .withResources(new ResourceRequirements(null, reserved, null, null))
            .withPlacement(new Placement(List.of(constraints), List.of(), 0, List.of()));
    List<Pending> made = new ArrayList<>(count);
    for (int slot = 1; slot <= count; slot++) {
      Task task = task("task%07d".formatted(tasks++), id, slot, spec);
      waiting.put(task.id(), task);
      made.add(new Pending(task, EndpointSpec.UNSET));
    }
    return made;
  }

  private static Task task(String id, String serviceId, int slot, TaskSpec spec) {
    return Task.of(id, serviceId, spec, TaskStatus.of(TaskState.PENDING, NOW, ""))
        .withSlot(slot)
        .withSpecVersion(new Version(1));
  }

  /** Decides, and leaves the nodes as they were. */
  List<Decision> decide(List<Pending> pending) {
    return Scheduler.schedule(nodes, pending, faulty, NOW, pending.size());
  }

  /** Decides and tells the nodes; fails when a task has no node. */
  int place(List<Pending> pending) {
    int placed = 0;
    for (Decision decision : decide(pending)) {
      Task task = waiting.remove(decision.taskId());
      if (task == null || !(decision instanceof Decision.Placed on)) {
        throw new IllegalStateException("no place: " + decision);
      }
      nodes.putTask(
          task.withNodeId(on.nodeId())
              .withStatus(TaskStatus.of(TaskState.ASSIGNED, NOW, on.message())),
          EndpointSpec.UNSET);
      placed++;
    }
    return placed;
  }
}
