package io.jswarm.worker.agent;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.worker.task.StepTimes;
import io.jswarm.worker.task.TaskController;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import io.jswarm.worker.task.TaskRecord;
import io.jswarm.worker.task.Work;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of this node. It passes inputs to their controllers, lets only so many prepare and
 * start at once, and lets none start before its assignment is on disk.
 */
final class Workload {
  private record Held(TaskController controller, long version) {}

  /** A removal that waits until the disk knows that the task has ended. */
  private record Removal(String taskId, TaskEffect.Remove work, long version) {}

  private final Map<String, Held> tasks = new LinkedHashMap<>();
  private final ArrayDeque<Removal> removals = new ArrayDeque<>();
  private final Set<String> timed = new LinkedHashSet<>();
  private final WorkQueue prepares;
  private final WorkQueue starts;
  private final StatusOutbox outbox;
  private final Verdicts verdicts = new Verdicts();
  private final DiskLedger disk;
  private final Lease lease;

  /** Tasks that fence themselves, whether they run or not. */
  private final Set<String> fenced = new LinkedHashSet<>();

  private final Given given;

  /**
   * What managers give beside tasks, to be had in memory only.
   *
   * @param isTold whether the present session has named the task: then all its payloads have come,
   *     and its credentials, that ever will
   */
  record Given(Payloads payloads, Logins logins, Predicate<String> isTold) {
    private boolean isCompleteFor(Assignment assignment) {
      return isTold.test(assignment.task().id())
          || (payloads.hasAllFor(assignment.task().spec()) && logins.hasFor(assignment));
    }

    private TaskEffect.Prepare completed(Assignment assignment) {
      return new TaskEffect.Prepare(
          assignment, payloads.of(assignment.task().spec()), logins.of(assignment.task().id()));
    }
  }

  Workload(AgentSettings settings, StatusOutbox outbox, DiskLedger disk, Lease lease, Given given) {
    this.lease = lease;
    this.given = given;
    this.prepares = new WorkQueue(settings.preparesMax());
    this.starts = new WorkQueue(settings.startsMax());
    this.outbox = outbox;
    this.disk = disk;
  }

  boolean has(String taskId) {
    return tasks.containsKey(taskId);
  }

  List<String> taskIds() {
    return List.copyOf(tasks.keySet());
  }

  List<TaskReport> reports() {
    List<TaskReport> reports = new ArrayList<>();
    tasks.forEach((id, held) -> {
      if (!verdicts.isHeld(id)) {
        reports.add(new TaskReport(id, held.controller.status()));
      }
    });
    return reports;
  }

  List<TaskRecord> records() {
    return tasks.values().stream().map(held -> held.controller.record()).toList();
  }

  Optional<TaskRecord> record(String taskId) {
    return Optional.ofNullable(tasks.get(taskId)).map(held -> held.controller.record());
  }

  Optional<StepTimes> times(String taskId) {
    return Optional.ofNullable(tasks.get(taskId)).map(held -> held.controller.times());
  }

  /** Takes over a task known from disk; it is safe there already. */
  void recover(TaskRecord record) {
    noteFence(record.assignment());
    tasks.put(record.taskId(), new Held(new TaskController(record), 0));
  }

  /** The same, with a number for every port that leaves it to the node: always the same one. */
  Assignment numbered(Assignment told) {
    return PortNumbers.complete(
        told, tasks.values().stream().map(held -> held.controller.record().assignment()));
  }

  /** Takes a task the manager has just named for the first time. */
  void take(Assignment assignment, Instant now) {
    String id = assignment.task().id();
    noteFence(assignment);
    tasks.put(id, new Held(new TaskController(assignment), disk.changed(now)));
  }

  private void noteFence(Assignment assignment) {
    if (assignment.task().spec().fence()) {
      fenced.add(assignment.task().id());
    }
  }

  /** Whether there is a task that needs a lease, or will. */
  boolean needsLease() {
    return fenced.stream().anyMatch(this::isLive);
  }

  private boolean isLive(String taskId) {
    Held held = tasks.get(taskId);
    return held != null && !held.controller.status().state().isTerminal();
  }

  /** The containers that run by the lease, or may be about to. */
  List<String> containersByLease() {
    return fenced.stream()
        .filter(this::isLive)
        .flatMap(id -> record(id).map(TaskRecord::containerId).stream())
        .toList();
  }

  /** The containers of those of these tasks that run, by task. */
  Map<String, String> runningOf(List<String> taskIds) {
    Map<String, String> running = new TreeMap<>();
    for (String taskId : taskIds) {
      Held held = tasks.get(taskId);
      if (held != null && held.controller.status().state() == TaskState.RUNNING) {
        String container = held.controller.record().containerId();
        if (container != null) {
          running.put(taskId, container);
        }
      }
    }
    return running;
  }

  /** There is no lease: tasks that fence themselves stop. */
  void fence(Instant now, List<AgentEffect> out) {
    for (String taskId : List.copyOf(fenced)) {
      if (isLive(taskId)) {
        step(taskId, new TaskInput.Fenced(), now, out);
      }
    }
  }

  /** Gives one task an input; what it wants of the engine is added to {@code out}. */
  void step(String taskId, TaskInput input, Instant now, List<AgentEffect> out) {
    Held held = tasks.get(taskId);
    if (held == null) {
      return;
    }
    release(taskId, input);
    for (TaskEffect effect : held.controller.step(input, now)) {
      switch (effect) {
        case TaskEffect.Report(var status) -> {
          if (status.state().isTerminal() && !(input instanceof TaskInput.Exited)) {
            verdicts.hold(taskId, status, disk.changed(now), now);
          } else {
            outbox.add(taskId, status);
          }
        }
        case TaskEffect.Keep() -> disk.touched(now);
        case TaskEffect.Forget() -> forget(taskId, now);
        case TaskEffect.Remove remove ->
            removals.add(new Removal(taskId, remove, disk.changed(now)));
        case TaskEffect.Prepare(var assignment, var _, var _) ->
            out.add(new AgentEffect.RunEngine(taskId, given.completed(assignment)));
        case TaskEffect.EngineWork work -> out.add(new AgentEffect.RunEngine(taskId, work));
      }
    }
    if (tasks.containsKey(taskId)) {
      enqueue(taskId, held.controller);
    }
  }

  /**
   * Gives every task whose time has come its tick, then begins work for those that wait, as far as
   * allowed.
   */
  void advance(Instant now, List<AgentEffect> out) {
    for (String taskId : List.copyOf(timed)) {
      Held held = tasks.get(taskId);
      Instant due = held == null ? null : held.controller.wakeAt().orElse(null);
      if (due != null && !now.isBefore(due)) {
        step(taskId, new TaskInput.Tick(), now, out);
      }
    }
    verdicts.release(disk, now, outbox);
    while (!removals.isEmpty() && disk.isSafe(removals.element().version)) {
      Removal removal = removals.remove();
      out.add(new AgentEffect.RunEngine(removal.taskId, removal.work));
    }
    begin(prepares, Work.PREPARE, now, out);
    begin(starts, Work.START, now, out);
  }

  Optional<Instant> wakeAt() {
    Stream<Instant> ofTasks =
        timed.stream()
            .map(tasks::get)
            .flatMap(held -> held == null ? Stream.empty() : held.controller.wakeAt().stream());
    return Stream.concat(ofTasks, verdicts.wakeAt().stream()).min(Instant::compareTo);
  }

  private void begin(WorkQueue queue, Work work, Instant now, List<AgentEffect> out) {
    Optional<String> next = queue.begin(taskId -> mayBegin(taskId, work, now));
    while (next.isPresent()) {
      step(next.get(), new TaskInput.Granted(), now, out);
      next = queue.begin(taskId -> mayBegin(taskId, work, now));
    }
  }

  private boolean mayBegin(String taskId, Work work, Instant now) {
    Held held = tasks.get(taskId);
    return held != null
        && switch (work) {
          case PREPARE -> given.isCompleteFor(held.controller.record().assignment());
          case START ->
              disk.isSafe(held.version) && (!fenced.contains(taskId) || lease.isHeld(now));
        };
  }

  private void release(String taskId, TaskInput input) {
    switch (input) {
      case TaskInput.Prepared _, TaskInput.PrepareFailed _ -> prepares.finished(taskId);
      case TaskInput.Running _, TaskInput.StartFailed _ -> starts.finished(taskId);
      case TaskInput.Assigned _,
          TaskInput.Unassigned _,
          TaskInput.Recovered _,
          TaskInput.Granted _,
          TaskInput.Healthy _,
          TaskInput.Unhealthy _,
          TaskInput.Fenced _,
          TaskInput.Exited _,
          TaskInput.AwaitFailed _,
          TaskInput.Removed _,
          TaskInput.RemoveFailed _,
          TaskInput.Tick _ -> {}
    }
  }

  private void enqueue(String taskId, TaskController controller) {
    @Nullable Work wanted = controller.wants().orElse(null);
    if (wanted == Work.PREPARE) {
      prepares.waits(taskId);
    } else {
      prepares.waitsNoMore(taskId);
      given.logins().forget(taskId);
    }
    if (wanted == Work.START) {
      starts.waits(taskId);
    } else {
      starts.waitsNoMore(taskId);
    }
    if (controller.wakeAt().isPresent()) {
      timed.add(taskId);
    } else {
      timed.remove(taskId);
    }
  }

  private void forget(String taskId, Instant now) {
    tasks.remove(taskId);
    given.logins().forget(taskId);
    fenced.remove(taskId);
    timed.remove(taskId);
    prepares.waitsNoMore(taskId);
    starts.waitsNoMore(taskId);
    outbox.drop(taskId);
    verdicts.drop(taskId);
    disk.touched(now);
  }
}
