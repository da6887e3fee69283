package io.jswarm.lab.session;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.manager.dispatch.DispatchInput;
import io.jswarm.manager.dispatch.DispatcherCore;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two managers, of which one leads at a time, some nodes, and a network that breaks. The image is
 * shared: Raft is not under test.
 */
final class Storm {
  private static final List<ManagerAddress> MANAGERS =
      List.of(new ManagerAddress("m0", "m0:2377"), new ManagerAddress("m1", "m1:2377"));

  final StormTime time;
  final List<StormNode> nodes = new ArrayList<>();
  ClusterImage image = ClusterImage.EMPTY;
  private final Random random;
  private final DispatcherCore[] cores = {new DispatcherCore("m0"), new DispatcherCore("m1")};
  private final Map<String, Wire> wires = new TreeMap<>();
  private int leader;
  private int term;
  private int taskNumber;

  /** One connection; messages of each direction arrive in order or, once it is cut, not at all. */
  private static final class Wire {
    final StormNode node;
    final long connection;
    final int manager;
    final String sessionId;
    boolean open = true;
    boolean silent;
    Instant lastToNode = Instant.EPOCH;
    Instant lastToManager = Instant.EPOCH;

    Wire(StormNode node, long connection, int manager, String sessionId) {
      this.node = node;
      this.connection = connection;
      this.manager = manager;
      this.sessionId = sessionId;
    }
  }

  Storm(long seed, int nodeCount) {
    random = new Random(seed);
    time = new StormTime(random);
    List<Change> first = new ArrayList<>();
    MANAGERS.forEach(each ->
        first.add(new Change.PutMember(new Member(each.nodeId(), each.nodeId(), "", each.addr()))));
    for (int i = 0; i < nodeCount; i++) {
      first.add(new Change.PutNode(node("n" + i)));
      nodes.add(new StormNode("n" + i, this, random, MANAGERS));
    }
    image = image.with(first, time.now());
    lead(0);
    nodes.forEach(StormNode::boot);
  }

  private static Node node(String id) {
    return new Node(
        id,
        Version.ZERO,
        Instant.EPOCH,
        Instant.EPOCH,
        NodeSpec.active("worker"),
        NodeDescription.UNKNOWN,
        NodeStatus.UNKNOWN,
        null);
  }

  /** Something happens that should not do harm. */
  void mischief() {
    StormNode node = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(10)) {
      case 0 ->
          wires.values().stream().filter(wire -> wire.node == node).toList().forEach(this::cut);
      case 1 -> silence(node);
      case 2 -> {
        wires.values().stream().filter(wire -> wire.node == node).toList().forEach(this::cut);
        if (random.nextInt(3) == 0) {
          node.losePower();
        } else {
          node.crash();
        }
      }
      case 3 -> lead(1 - leader);
      case 4 -> failOver();
      case 5 -> node.killOne();
      case 6, 7 -> create(node);
      default -> change();
    }
  }

  private void create(StormNode node) {
    String id = "t%03d".formatted(taskNumber++);
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("busybox"));
    TaskStatus status = TaskStatus.of(TaskState.ASSIGNED, time.now(), "");
    TaskState desired = random.nextInt(4) == 0 ? TaskState.READY : TaskState.RUNNING;
    write(
        new Change.PutTask(
            Task.of(id, "service1", spec, status)
                .withSlot(1)
                .withNodeId(node.id)
                .withDesiredState(desired)));
  }

  private void change() {
    List<Task> tasks = List.copyOf(image.tasks().values());
    if (tasks.isEmpty()) {
      return;
    }
    Task task = tasks.get(random.nextInt(tasks.size()));
    if (task.desiredState() == TaskState.READY) {
      write(new Change.SetTaskDesired(task.id(), TaskState.RUNNING));
    } else if (task.desiredState() == TaskState.RUNNING) {
      write(new Change.SetTaskDesired(task.id(), TaskState.SHUTDOWN));
    } else if (task.status().state().isTerminal() || random.nextInt(5) == 0) {
      write(new Change.RemoveTask(task.id()));
    }
  }

  /** Tasks that wait may run from now on. */
  void releaseAll() {
    for (Task task : image.tasks().values()) {
      if (task.desiredState() == TaskState.READY) {
        write(new Change.SetTaskDesired(task.id(), TaskState.RUNNING));
      }
    }
  }

  /** The leader hands over; its nodes hear of it. */
  private void lead(int next) {
    term++;
    leader = next;
    give(1 - next, new DispatchInput.NotLeading(MANAGERS.get(next), true));
    give(next, new DispatchInput.Leading(image));
  }

  /** The leader dies and comes back as a follower; its connections break. */
  private void failOver() {
    int dead = leader;
    wires.values().stream().filter(wire -> wire.manager == dead).toList().forEach(this::cut);
    cores[dead] = new DispatcherCore(MANAGERS.get(dead).nodeId());
    lead(1 - dead);
  }

  /** Nothing of the node's connections arrives for a while; then they break. */
  private void silence(StormNode node) {
    List<Wire> silenced = wires.values().stream().filter(wire -> wire.node == node).toList();
    silenced.forEach(wire -> wire.silent = true);
    time.soon(8_000, () -> silenced.forEach(this::cut));
  }

  void connect(StormNode node, long connection, ManagerAddress manager) {
    int index = MANAGERS.indexOf(manager);
    String key = node.id + "/" + connection + "/" + random.nextInt();
    Wire wire = new Wire(node, connection, index, key);
    wires.put(key, wire);
    toManager(wire, new DispatchInput.Opened(key, node.id, Instant.MAX));
  }

  void fromNode(StormNode node, long connection, WorkerMessage message) {
    Wire wire = wire(node, connection);
    if (wire != null) {
      toManager(wire, new DispatchInput.Received(wire.sessionId, message));
    }
  }

  void hangUp(StormNode node, long connection) {
    Wire wire = wire(node, connection);
    if (wire != null) {
      toManager(wire, new DispatchInput.Closed(wire.sessionId));
    }
  }

  private @Nullable Wire wire(StormNode node, long connection) {
    Wire last = null;
    for (Wire wire : wires.values()) {
      if (wire.node == node && wire.connection == connection && wire.open) {
        last = wire;
      }
    }
    return last;
  }

  private void cut(Wire wire) {
    wires.remove(wire.sessionId);
    if (wire.open) {
      wire.open = false;
      var core = wire.node.core();
      time.soon(
          50,
          () -> {
            if (wire.node.core() == core) {
              wire.node.lost(wire.connection);
            }
          });
      time.soon(50, () -> give(wire.manager, new DispatchInput.Closed(wire.sessionId)));
    }
  }

  private void toManager(Wire wire, DispatchInput input) {
    Instant at = later(wire.lastToManager);
    wire.lastToManager = at;
    time.at(
        at,
        () -> {
          if (wire.open && !wire.silent) {
            give(wire.manager, input);
          }
        });
  }

  private void toNode(Wire wire, ManagerMessage message) {
    var core = wire.node.core();
    Instant at = later(wire.lastToNode);
    wire.lastToNode = at;
    time.at(
        at,
        () -> {
          if (wire.open && !wire.silent && wire.node.core() == core) {
            wire.node.hear(wire.connection, message);
          }
        });
  }

  private Instant later(Instant last) {
    Instant at = time.now().plusMillis(1 + random.nextInt(5));
    return at.isAfter(last) ? at : last;
  }

  private void give(int manager, DispatchInput input) {
    DispatcherCore core = cores[manager];
    int present = term;
    for (DispatchEffect effect : core.step(input, time.now())) {
      perform(manager, present, effect);
    }
    core.wakeAt()
        .ifPresent(wake ->
            time.at(
                wake,
                () -> {
                  if (cores[manager] == core
                      && core.wakeAt().filter(due -> !due.isAfter(time.now())).isPresent()) {
                    give(manager, new DispatchInput.Tick());
                  }
                }));
  }

  private void perform(int manager, int present, DispatchEffect effect) {
    switch (effect) {
      case DispatchEffect.Send(String session, var message) -> {
        Wire wire = wires.get(session);
        if (wire != null && wire.manager == manager) {
          toNode(wire, message);
        }
      }
      case DispatchEffect.Close(String session, String _) -> {
        Wire wire = wires.get(session);
        if (wire != null) {
          time.at(wire.lastToNode.plusMillis(1), () -> cut(wire));
        }
      }
      case DispatchEffect.ConfirmLead(long ticket) ->
          give(manager, new DispatchInput.LeadConfirmed(ticket, true));
      case DispatchEffect.ReportTasks(String _, var reports, long ticket) ->
          time.soon(
              20,
              () -> {
                if (term == present) {
                  List<Change> changes = new ArrayList<>();
                  reports.forEach(
                      each -> changes.add(new Change.SetTaskStatus(each.taskId(), each.status())));
                  write(changes.toArray(Change[]::new));
                  give(manager, new DispatchInput.Committed(ticket));
                }
              });
      case DispatchEffect.Attendance _,
          DispatchEffect.Measured _,
          DispatchEffect.DrainOverdue _ -> {}
      case DispatchEffect.ObserveNode seen ->
          time.soon(
              20,
              () -> {
                if (term == present) {
                  write(new Change.SetNodeStatus(seen.nodeId(), seen.status()));
                }
              });
    }
  }

  /** The writer: takes forward statuses only, as the real one does. */
  private void write(Change... changes) {
    List<Change> taken = new ArrayList<>();
    for (Change change : changes) {
      if (!(change instanceof Change.SetTaskStatus status) || isNews(status)) {
        taken.add(change);
      }
    }
    image = image.with(taken, time.now());
    give(leader, new DispatchInput.ImageChanged(image, taken));
  }

  private boolean isNews(Change.SetTaskStatus change) {
    Task task = image.task(change.taskId());
    return task != null && task.status().state().mayMove(change.status().state(), Mover.WORKER);
  }

  Duration someTime() {
    return Duration.ofMillis(1 + random.nextInt(400));
  }
}
