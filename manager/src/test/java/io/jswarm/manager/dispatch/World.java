package io.jswarm.manager.dispatch;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dispatcher that leads an image, with a clock and all it has said. Its writer obeys at once. */
final class World {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final Instant FOREVER = START.plus(Duration.ofDays(90));

  final DispatcherCore core;
  final List<DispatchEffect> said = new ArrayList<>();
  ClusterImage image = ClusterImage.EMPTY;
  Instant now = START;
  boolean writerObeys = true;
  boolean callersWait;
  private long beats;

  World() {
    core = new DispatcherCore("m1");
  }

  /** One that gathers changes of networks for so long for each node that was told. */
  World(Duration pausePerMessage) {
    core = new DispatcherCore("m1", pausePerMessage);
  }

  static World leading(Change... changes) {
    World world = new World();
    world.image = ClusterImage.EMPTY.with(List.of(changes), START);
    world.give(new DispatchInput.Leading(world.image));
    return world;
  }

  /** Leads in place of a leader that was known for long. */
  static World takingOver(Change... changes) {
    World world = new World();
    world.image = ClusterImage.EMPTY.with(List.of(changes), START);
    world.give(new DispatchInput.NotLeading(new ManagerAddress("m2", "c:2377"), true));
    world.pass(Succession.SETTLED);
    world.give(new DispatchInput.NotLeading(null, false));
    world.pass(Duration.ofSeconds(1));
    world.give(new DispatchInput.Leading(world.image));
    return world;
  }

  static Change node(String id, NodeState state) {
    return new Change.PutNode(
        new Node(
            id,
            Version.ZERO,
            START,
            START,
            NodeSpec.active("worker"),
            NodeDescription.UNKNOWN,
            new NodeStatus(state, "", "10.0.0.1"),
            null));
  }

  static Change member(String nodeId, String addr) {
    return new Change.PutMember(new Member(nodeId, nodeId + "-1", addr, addr));
  }

  static Task task(String id, String nodeId, TaskState state) {
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("busybox"));
    return Task.of(id, "service1", spec, TaskStatus.of(state, START, ""))
        .withSlot(1)
        .withNodeId(nodeId);
  }

  static TaskReport report(String taskId, TaskState state) {
    return new TaskReport(taskId, TaskStatus.of(state, START, ""));
  }

  static WorkerMessage register(TaskReport... tasks) {
    return new WorkerMessage.Register(NodeDescription.UNKNOWN, "10.0.0.1", List.of(tasks));
  }

  List<DispatchEffect> give(DispatchInput input) {
    List<DispatchEffect> effects = core.step(input, now);
    said.addAll(effects);
    for (DispatchEffect effect : effects) {
      if (writerObeys && effect instanceof DispatchEffect.ObserveNode observed) {
        change(new Change.SetNodeStatus(observed.nodeId(), observed.status()));
      }
    }
    return effects;
  }

  List<DispatchEffect> change(Change... changes) {
    image = image.with(List.of(changes), now);
    return give(new DispatchInput.ImageChanged(image, List.of(changes)));
  }

  void open(String sessionId, String nodeId, TaskReport... tasks) {
    give(new DispatchInput.Opened(sessionId, nodeId, FOREVER));
    hear(sessionId, register(tasks));
  }

  List<DispatchEffect> hear(String sessionId, WorkerMessage message) {
    return give(new DispatchInput.Received(sessionId, message));
  }

  /** Lets time pass as a loop on time would: every wish for a tick is granted. */
  void pass(Duration time) {
    pass(time, Map.of());
  }

  /** Lets time pass while words of these nodes, which came at these times, wait to be read. */
  void pass(Duration time, Map<String, Instant> unread) {
    Instant until = now.plus(time);
    while (core.wakeAt().isPresent() && !core.wakeAt().get().isAfter(until)) {
      Instant wake = core.wakeAt().get();
      now = wake.isAfter(now) ? wake : now;
      give(new DispatchInput.Tick(unread, callersWait));
    }
    now = until;
  }

  /** Lets time pass while these sessions send heartbeats. */
  void beat(Duration time, String... sessionIds) {
    Instant until = now.plus(time);
    while (now.isBefore(until)) {
      for (String sessionId : sessionIds) {
        hear(sessionId, new WorkerMessage.Heartbeat(++beats));
      }
      Duration left = Duration.between(now, until);
      pass(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1));
    }
  }

  NodeState state(String nodeId) {
    return status(nodeId).state();
  }

  NodeStatus status(String nodeId) {
    Node node = image.node(nodeId);
    if (node == null) {
      throw new AssertionError("no node " + nodeId);
    }
    return node.status();
  }

  <T extends ManagerMessage> List<T> sent(String sessionId, Class<T> type) {
    return said.stream()
        .filter(DispatchEffect.Send.class::isInstance)
        .map(DispatchEffect.Send.class::cast)
        .filter(send -> send.sessionId().equals(sessionId))
        .map(DispatchEffect.Send::message)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  List<String> closed(String sessionId) {
    return said.stream()
        .filter(DispatchEffect.Close.class::isInstance)
        .map(DispatchEffect.Close.class::cast)
        .filter(close -> close.sessionId().equals(sessionId))
        .map(DispatchEffect.Close::why)
        .toList();
  }

  List<DispatchEffect.ReportTasks> reported() {
    return said.stream()
        .filter(DispatchEffect.ReportTasks.class::isInstance)
        .map(DispatchEffect.ReportTasks.class::cast)
        .toList();
  }
}
