package io.jswarm.manager.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.writer.WriterCore;
import io.jswarm.manager.writer.WriterEffect;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.raftstore.codec.RoundCodec;
import io.jswarm.raftstore.image.Applied;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.Barrier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A leader's writer on a log that commits at once, a clock that is turned by hand, and workers that
 * do as they are told when asked to. Every round is checked: it fits an entry, and its bytes lead
 * to the same image.
 */
public final class Bench {
  public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final int TICKS_WITHOUT_ROUND_MAX = 3;

  public final WriterCore core;
  public final List<Round> rounds = new ArrayList<>();
  public final Map<Long, CommandResult> answers = new TreeMap<>();
  public final List<Long> recorded = new ArrayList<>();
  public Instant now = START;
  public ClusterImage image = ClusterImage.EMPTY;

  /** Proposals wait here while true. */
  public boolean logIsSlow;

  public final ArrayDeque<Round> proposed = new ArrayDeque<>();

  /** After so many rounds the leader is lost, and another one begins with what was committed. */
  public int losesLeaderAfter = Integer.MAX_VALUE;

  private @Nullable Instant wakeAt;
  private long tickets = 1000;
  private long ids;
  private long requests;

  private Bench() {
    core = new WriterCore(image, new CommandExecutor(() -> "secret"), this::mintId);
  }

  /** A leader without nodes. */
  public static Bench leading() {
    Bench bench = new Bench();
    bench.take(bench.core.becameLeader(1, bench.image, bench.now));
    bench.offer(new WriterInput.Founding(List.of(new Change.PutCluster(Fixtures.cluster()))));
    return bench;
  }

  /** A leader whose founding of the cluster is on its way into a slow log. */
  public static Bench founding() {
    Bench bench = new Bench();
    bench.logIsSlow = true;
    bench.take(bench.core.becameLeader(1, bench.image, bench.now));
    bench.offer(new WriterInput.Founding(List.of(new Change.PutCluster(Fixtures.cluster()))));
    return bench;
  }

  /** A leader with so many ready nodes n1, n2, ... of four cores and 8 GiB each. */
  public static Bench withNodes(int count) {
    Bench bench = leading();
    for (int i = 1; i <= count; i++) {
      bench.join("n" + i);
    }
    return bench;
  }

  /** Ids in rising order, so that tests can tell older from newer. */
  private String mintId() {
    return "id%023d".formatted(++ids);
  }

  /** Offers a node without waiting for the log. */
  public void offerNode(String nodeId) {
    offerCommand(
        "join-" + nodeId,
        new Command.AdmitNode(nodeId, "worker", "active", Fixtures.description(nodeId)));
  }

  public void join(String nodeId) {
    submit(new Command.AdmitNode(nodeId, "worker", "active", Fixtures.description(nodeId)));
    observe(nodeId, NodeState.READY);
  }

  /** Another term begins, and every node has come. */
  public void leadAgain(long term) {
    take(core.becameLeader(term, image, now));
    for (String nodeId : List.copyOf(image.nodes().keySet())) {
      offer(new WriterInput.Attendance(nodeId, true));
    }
  }

  public void observe(String nodeId, NodeState state) {
    offer(new WriterInput.Observation(nodeId, new NodeStatus(state, "", "10.0.0.9"), null));
  }

  // ---- commands ----

  public CommandResult submit(Command command) {
    return submit("request-" + ++requests, command);
  }

  public CommandResult submit(String requestId, Command command) {
    long ticket = offerCommand(requestId, command);
    return there("the answer to " + command, answers.get(ticket));
  }

  /** Offers a command without waiting; the answer appears under the ticket. */
  public long offerCommand(String requestId, Command command) {
    long ticket = ++tickets;
    Request request = new Request(requestId, "n1", Request.LOCAL, command);
    offer(new WriterInput.Submit(ticket, request));
    return ticket;
  }

  public Service create(ServiceSpec spec) {
    CommandResult result = submit(new Command.CreateService(spec, null));
    assertThat(result).isInstanceOf(CommandResult.Done.class);
    return service(((CommandResult.Done) result).id());
  }

  public void update(Service service, ServiceSpec spec) {
    Service present = service(service.id());
    CommandResult result =
        submit(new Command.UpdateService(service.id(), present.version().index(), spec, null));
    assertThat(result).isInstanceOf(CommandResult.Done.class);
  }

  /** The sentence of a refusal. */
  public String refusal(Command command) {
    CommandResult result = submit(command);
    assertThat(result).as("answer to %s", command).isInstanceOf(CommandResult.Refused.class);
    return ((CommandResult.Refused) result).refusal().message();
  }

  // ---- what workers say ----

  public void report(Task task, TaskState state) {
    report(task, TaskStatus.of(state, now, "test"));
  }

  public void report(Task task, TaskStatus status) {
    Task present = task(task.id());
    offer(
        new WriterInput.Reports(
            ++tickets, present.nodeId(), List.of(new TaskReport(task.id(), status))));
  }

  /** Workers on reachable nodes do what is wanted of their tasks, until nothing more changes. */
  public void obey() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node node : image.nodes().values()) {
        List<TaskReport> reports = node.status().state() == NodeState.READY ? due(node) : List.of();
        if (!reports.isEmpty()) {
          offer(new WriterInput.Reports(++tickets, node.id(), reports));
          changed = true;
        }
      }
    }
  }

  private List<TaskReport> due(Node node) {
    List<TaskReport> due = new ArrayList<>();
    for (Task task : image.tasksOfNode(node.id())) {
      if (task.status().state().isWithWorker()) {
        TaskState next = Fixtures.asTold(task);
        if (next.isAfter(task.status().state())) {
          due.add(new TaskReport(task.id(), TaskStatus.of(next, now, "obeyed")));
        }
      }
    }
    return due;
  }

  // ---- time ----

  /** Lets time pass, waking the writer when it wished to be. */
  public void pass(Duration time) {
    Instant until = now.plus(time);
    int idle = 0;
    while (wakeAt != null && !wakeAt.isAfter(until)) {
      boolean later = wakeAt.isAfter(now);
      now = later ? wakeAt : now;
      wakeAt = null;
      int before = rounds.size();
      take(core.tick(now));
      idle = rounds.size() > before || later ? 0 : idle + 1;
      assertThat(idle).as("ticks in a row that did nothing").isLessThan(TICKS_WITHOUT_ROUND_MAX);
    }
    now = until;
  }

  public Optional<Instant> wakeAt() {
    return Optional.ofNullable(wakeAt);
  }

  /** Lets the writer do what it left over, without time passing. */
  public void finish() {
    pass(Duration.ZERO);
  }

  // ---- the log ----

  public void offer(WriterInput input) {
    take(core.offer(input, now));
    if (!logIsSlow) {
      finish();
    }
  }

  public void take(List<WriterEffect> effects) {
    for (WriterEffect effect : effects) {
      switch (effect) {
        case WriterEffect.Propose(Round round) -> {
          proposed.add(round);
          if (!logIsSlow) {
            commit();
          }
        }
        case WriterEffect.Answer(long ticket, CommandResult result) -> answers.put(ticket, result);
        case WriterEffect.AnswerIfLeading decided ->
            take(List.of(core.confirmed(decided, new Barrier.Reached())));
        case WriterEffect.Recorded(long ticket) -> recorded.add(ticket);
        case WriterEffect.WakeAt(Instant at) -> wakeAt = at;
        case WriterEffect.Forget _ -> {}
      }
    }
  }

  /** The log commits the oldest open proposal. */
  public void commit() {
    apply(proposed.remove());
  }

  /** A round comes out of the log; a stale one changes nothing and is not heard of. */
  public void apply(Round round) {
    byte[] entry = RoundCodec.encode(round);
    assertThat(round.changes().size()).isLessThanOrEqualTo(Round.MAX_CHANGES);
    if (image.apply(RoundCodec.decode(entry)) instanceof Applied.Next(ClusterImage next)) {
      assertThat(next.at()).isAfterOrEqualTo(image.at());
      rounds.add(round);
      image = next;
      boolean loses = rounds.size() == losesLeaderAfter;
      if (loses) {
        take(core.lostLeadership());
      }
      take(core.applied(round, next, now));
      if (loses) {
        leadAgain(round.term() + 1);
      }
    }
  }

  // ---- looking ----

  public Service service(String id) {
    return there("service " + id, image.service(id));
  }

  public Task task(String id) {
    return there("task " + id, image.task(id));
  }

  /** A value that a test takes to be there. */
  public static <T> T there(String what, @Nullable T value) {
    if (value == null) {
      throw new AssertionError(what + " is missing");
    }
    return value;
  }

  /** The service's tasks by slot, the oldest of a slot first. */
  public List<Task> tasks(Service service) {
    return image.tasksOfService(service.id()).stream()
        .sorted(
            Comparator.comparingInt(Task::slot)
                .thenComparing(Task::createdAt)
                .thenComparing(Task::id))
        .toList();
  }

  public List<Task> tasks(Service service, Predicate<Task> which) {
    return tasks(service).stream().filter(which).toList();
  }

  /** The tasks that should run, now or after a wait. */
  public List<Task> wanted(Service service) {
    return tasks(service, Fixtures::isWanted);
  }

  public List<Integer> wantedSlots(Service service) {
    return wanted(service).stream().map(Task::slot).toList();
  }

  /** The one task of a slot that should run. */
  public Task wanted(Service service, int slot) {
    List<Task> found = wanted(service).stream().filter(t -> t.slot() == slot).toList();
    assertThat(found).as("wanted tasks of slot %d", slot).hasSize(1);
    return found.getFirst();
  }

  /** The nodes of the tasks that should run, in order. */
  public List<String> wantedNodes(Service service) {
    return wanted(service).stream().map(Task::nodeId).sorted().toList();
  }

  /** The one task of a node that should run. */
  public Task wanted(Service service, String nodeId) {
    List<Task> found = wanted(service).stream().filter(t -> t.nodeId().equals(nodeId)).toList();
    assertThat(found).as("wanted tasks on %s", nodeId).hasSize(1);
    return found.getFirst();
  }

  /** Somebody makes a node take tasks, none, or no new ones. */
  public void available(String nodeId, String availability) {
    change(nodeId, spec -> spec.withAvailability(availability));
  }

  /** Somebody sets a node's labels. */
  public void label(String nodeId, Map<String, String> labels) {
    change(nodeId, spec -> spec.withLabels(labels));
  }

  private void change(String nodeId, UnaryOperator<NodeSpec> change) {
    Node node = there(nodeId, image.node(nodeId));
    submit(new Command.UpdateNode(nodeId, node.version().index(), change.apply(node.spec())));
  }

  public List<Task> running(Service service) {
    return tasks(service, t -> t.status().state() == TaskState.RUNNING && Fixtures.isWanted(t));
  }
}
