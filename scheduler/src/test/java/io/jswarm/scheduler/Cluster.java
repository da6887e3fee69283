package io.jswarm.scheduler;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.scheduler.node.FaultyNodes;
import io.jswarm.scheduler.node.NodeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A cluster on paper: nodes, tasks, and a manager that writes down what the scheduler decides. */
final class Cluster {
  static final TaskSpec PLAIN = TaskSpec.of(ContainerSpec.of("img"));

  final NodeSet nodes = new NodeSet();
  final FaultyNodes faulty = new FaultyNodes();
  final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
  private final Map<String, Node> known = new LinkedHashMap<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int made;

  Cluster with(Node... more) {
    for (Node node : more) {
      known.put(node.id(), node);
      nodes.putNode(node);
    }
    return this;
  }

  void turn(String nodeId, NodeState state) {
    Node node = Objects.requireNonNull(known.get(nodeId), nodeId);
    with(node.withStatus(node.status().withState(state)));
  }

  void removeNode(String nodeId) {
    known.remove(nodeId);
    nodes.removeNode(nodeId);
  }

  /** So many tasks more of a service, waiting. */
  List<Task> add(String serviceId, int count, TaskSpec spec) {
    return add(serviceId, count, spec, new Version(1), EndpointSpec.UNSET);
  }

  List<Task> add(
      String serviceId, int count, TaskSpec spec, Version version, EndpointSpec endpoint) {
    List<Task> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "%s-%05d".formatted(serviceId, made++);
      Task task = Tasks.pending(id, serviceId, spec, version, now);
      endpoints.put(id, endpoint);
      put(task);
      added.add(task);
    }
    return added;
  }

  /** A task made for this node, waiting for word that it will do. */
  Task addFor(String nodeId, String serviceId, TaskSpec spec) {
    Task task = add(serviceId, 1, spec).getFirst().withNodeId(nodeId);
    put(task);
    return task;
  }

  /** So many tasks that run there already. */
  void running(String nodeId, String serviceId, int count) {
    for (Task task : add(serviceId, count, PLAIN)) {
      put(task.withNodeId(nodeId).withStatus(TaskStatus.of(TaskState.RUNNING, now, "started")));
    }
  }

  void put(Task task) {
    tasks.put(task.id(), task);
    nodes.putTask(task, endpoints.getOrDefault(task.id(), EndpointSpec.UNSET));
  }

  void observe(String taskId, TaskState state) {
    Task task = task(taskId);
    put(task.withStatus(TaskStatus.of(state, now, "")));
    if (state == TaskState.FAILED || state == TaskState.REJECTED) {
      faulty.failed(task, now);
    }
  }

  void remove(String taskId) {
    tasks.remove(taskId);
    nodes.removeTask(taskId);
  }

  void wait(Duration time) {
    now = now.plus(time);
  }

  /** Places what waits and writes it down. */
  List<Decision> schedule() {
    List<Decision> decisions = decide(Integer.MAX_VALUE);
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Placed placed) {
        Task task = task(placed.taskId());
        put(
            task.withNodeId(placed.nodeId())
                .withGenericResources(placed.generic())
                .withStatus(TaskStatus.of(TaskState.ASSIGNED, now, placed.message())));
      }
    }
    return decisions;
  }

  List<Decision> decide(int placementsMax) {
    return Scheduler.schedule(nodes, pending(), faulty, now, placementsMax);
  }

  List<Pending> pending() {
    return tasks.values().stream()
        .map(task -> new Pending(task, endpoints.getOrDefault(task.id(), EndpointSpec.UNSET)))
        .toList();
  }

  /** How many tasks of a service each node has; nodes without any are left out. */
  Map<String, Integer> spread(String serviceId) {
    Map<String, Integer> counts = new TreeMap<>();
    tasks.values().stream()
        .filter(task -> task.serviceId().equals(serviceId) && !task.nodeId().isEmpty())
        .filter(task -> !task.status().state().isTerminal())
        .forEach(task -> counts.merge(task.nodeId(), 1, Integer::sum));
    return counts;
  }

  Task task(String id) {
    return Objects.requireNonNull(tasks.get(id), id);
  }

  String nodeOf(Task task) {
    return task(task.id()).nodeId();
  }

  /** The one explanation given, for all tasks that found no node. */
  static String explanation(List<Decision> decisions) {
    List<String> texts =
        decisions.stream()
            .filter(Decision.Unplaceable.class::isInstance)
            .map(decision -> ((Decision.Unplaceable) decision).explanation())
            .distinct()
            .toList();
    return String.join(" / ", texts);
  }
}
