package io.jswarm.lab.sim;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.raftstore.codec.RoundCodec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import io.jswarm.testkit.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * Every round there ever was, as all managers must see it, and every container that ever ran. Each
 * new round is held against what must always be true.
 */
final class Ledger {
  /** A replacement waits this long for a task that does not stop. */
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

  /** Whole images are compared every so many rounds: it is the same rounds that make them. */
  private static final int COMPARE_EVERY = 25;

  private record Entry(long crc, ClusterImage image) {}

  private final Trace trace;
  private final List<Entry> rounds = new ArrayList<>();
  private final Set<String> requests = new TreeSet<>();
  private final Map<String, String> startedOn = new HashMap<>();
  private final Map<String, String> running = new TreeMap<>();
  private long changes;

  Ledger(Trace trace) {
    this.trace = trace;
    rounds.add(new Entry(0, ClusterImage.EMPTY));
  }

  long rounds() {
    return rounds.size() - 1L;
  }

  long changes() {
    return changes;
  }

  /** The image after a round that was committed. */
  ClusterImage imageAfter(long round) {
    return rounds.get((int) round).image();
  }

  /** A manager begins to apply rounds, from the first or from a snapshot. */
  void follow(String managerId, ClusterStore store) {
    Subscription[] self = new Subscription[1];
    self[0] = store.watchAfter(0, () -> look(managerId, self[0]));
  }

  // ---- rounds ----

  private void look(String manager, Subscription subscription) {
    for (Update update = subscription.poll(); update != null; update = subscription.poll()) {
      switch (update) {
        case Update.Delta(var before, Round round, var after) ->
            applied(manager, before, round, after);
        case Update.Resync(ClusterImage image) -> restored(manager, image);
      }
    }
  }

  private void applied(String manager, ClusterImage before, Round round, ClusterImage after) {
    int number = Math.toIntExact(round.number());
    require(
        after.round() == number,
        () -> (manager + " made image %d of round %d").formatted(after.round(), number));
    long crc = crc(round);
    if (number == rounds.size()) {
      rounds.add(new Entry(crc, after));
      changes += round.changes().size();
      trace.add("round " + number + " of term " + round.term() + " crc " + Long.toHexString(crc));
      round.changes().forEach(change -> trace.note(describe(change)));
      require(
          round.at().isAfter(before.at()), () -> "time stood still in round %d".formatted(number));
      round.changes().forEach(change -> check(before, change, after));
      Map<String, TaskState> desired = new HashMap<>();
      for (Change change : round.changes()) {
        if (change instanceof Change.SetTaskDesired(String id, TaskState state)) {
          TaskState last = desired.put(id, state);
          require(
              last == null || !state.isBefore(last),
              () -> "%s: desired state goes back".formatted(id));
        }
      }
      new Standing(before, round, after).check();
    } else {
      Entry known = rounds.get(number);
      require(
          known.crc == crc,
          () -> (manager + " applied another round %d than the others").formatted(number));
      if (number % COMPARE_EVERY == 0) {
        require(
            known.image.equals(after),
            () -> (manager + " has another image after %d").formatted(number));
      }
    }
  }

  private void restored(String manager, ClusterImage image) {
    int number = Math.toIntExact(image.round());
    require(
        number < rounds.size(),
        () -> (manager + " was restored to round %d, which is new").formatted(number));
    require(
        rounds.get(number).image.equals(image),
        () -> (manager + " was restored to another image of round %d").formatted(number));
  }

  /** The change in few words, for whoever reads a trace. */
  private static String describe(Change change) {
    return switch (change) {
      case Change.PutTask(Task task) ->
          "  new %s of %s.%d %s, to be %s, on %s, %s"
              .formatted(
                  task.id(),
                  task.serviceId(),
                  task.slot(),
                  task.status().state(),
                  task.desiredState(),
                  task.nodeId(),
                  task.restart());
      case Change.SetTaskStatus(String id, var status) ->
          "  " + id + " is " + status.state() + " " + status.err();
      case Change.SetTaskDesired(String id, var desired) -> "  " + id + " is to be " + desired;
      case Change.AssignTask assign -> "  " + assign.taskId() + " goes to " + assign.nodeId();
      case Change.RemoveTask(String id) -> "  " + id + " is forgotten";
      case Change.SetNodeStatus(String id, var status) ->
          "  node " + id + " is " + status.state() + " " + status.message();
      case Change.PutNode(Node node) ->
          "  node " + node.id() + " " + node.status().state() + " " + node.spec().availability();
      case Change.PutService(Service service) ->
          "  service " + service.id() + " " + service.spec().mode() + " " + service.updateStatus();
      default -> "  " + change.getClass().getSimpleName();
    };
  }

  private static long crc(Round round) {
    CRC32 crc = new CRC32();
    crc.update(RoundCodec.encode(round));
    return crc.getValue();
  }

  private void check(ClusterImage before, Change change, ClusterImage after) {
    switch (change) {
      case Change.SetTaskStatus(String id, var status) -> {
        Task task = before.task(id);
        if (task != null) {
          forward(task, status.state());
        }
      }
      case Change.SetTaskDesired(String id, TaskState desired) -> {
        Task task = before.task(id);
        require(
            task == null || !desired.isBefore(task.desiredState()),
            () -> "desired state of %s goes back to %s".formatted(id, desired));
      }
      case Change.AssignTask assign -> {
        Task task = before.task(assign.taskId());
        if (task != null) {
          require(task.nodeId().isEmpty(), () -> "%s is assigned twice".formatted(task.id()));
          forward(task, assign.status().state());
        }
        fits(after, assign.nodeId());
      }
      case Change.PutTask(Task task) -> {
        require(
            before.task(task.id()) == null, () -> "task %s is written over".formatted(task.id()));
        if (!task.nodeId().isEmpty()) {
          fits(after, task.nodeId());
        }
      }
      case Change.PutRequest(var outcome) ->
          require(
              requests.add(outcome.requestId()),
              () -> "%s done twice".formatted(outcome.requestId()));
      default -> {}
    }
  }

  private static void forward(Task task, TaskState to) {
    TaskState from = task.status().state();
    boolean owned =
        from == to
            || from.mayMove(to, Mover.WORKER)
            || from.mayMove(to, Mover.SCHEDULER)
            || from.mayMove(to, Mover.ENFORCER)
            || from.mayMove(to, Mover.DISPATCHER);
    require(owned, () -> "nobody may take %s from %s to %s".formatted(task.id(), from, to));
  }

  private static void fits(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    require(node != null, () -> "a task is given to %s, which is not there".formatted(nodeId));
    require(
        node != null && node.status().state() == NodeState.READY,
        () -> "a task is given to %s, which is not ready".formatted(nodeId));
    if (node == null) {
      return;
    }
    Resources offered = node.description().resources();
    long nanoCpus = 0;
    long memoryBytes = 0;
    for (Task task : image.tasksOfNode(nodeId)) {
      if (task.status().state().isWithWorker()) {
        nanoCpus += task.spec().reservations().nanoCpus();
        memoryBytes += task.spec().reservations().memoryBytes();
      }
    }
    require(
        nanoCpus <= offered.nanoCpus() && memoryBytes <= offered.memoryBytes(),
        () -> "%s is over-committed".formatted(nodeId));
  }

  /** What must hold for the slots that a round is about. */
  private record Standing(ClusterImage before, Round round, ClusterImage after) {
    void check() {
      Set<String> services = new TreeSet<>();
      for (Change change : round.changes()) {
        switch (change) {
          case Change.PutTask(Task task) -> services.add(task.serviceId());
          case Change.SetTaskDesired(String id, var _) -> {
            Task task = after.task(id);
            if (task != null) {
              services.add(task.serviceId());
            }
          }
          default -> {}
        }
      }
      for (String serviceId : services) {
        Service service = after.service(serviceId);
        if (service != null) {
          Map<Integer, List<Task>> slots = new TreeMap<>();
          after
              .tasksOfService(serviceId)
              .forEach(t -> slots.computeIfAbsent(t.slot(), _ -> new ArrayList<>()).add(t));
          slots.forEach((slot, tasks) -> check(service, slot, tasks));
        }
      }
    }

    private void check(Service service, int slot, List<Task> tasks) {
      boolean startFirst =
          service.spec().updateConfig() != null
              && service.spec().updateConfig().orderOrDefault().equals("start-first");
      List<Task> wanted = tasks.stream().filter(Ledger::isWanted).toList();
      require(
          wanted.size() <= (startFirst ? 2 : 1),
          () ->
              "%d tasks are wanted in slot %d of %s"
                  .formatted(wanted.size(), slot, service.spec().name()));
      for (Task task : wanted) {
        Task was = before.task(task.id());
        boolean released =
            task.desiredState() == TaskState.RUNNING
                && (was == null || was.desiredState() == TaskState.READY);
        if (released) {
          for (Task other : tasks) {
            require(
                !isStopping(other) || patienceIsOver(task),
                () ->
                    "%s of %s starts before %s has stopped"
                        .formatted(task.id(), service.spec().name(), other.id()));
          }
        }
      }
    }

    private boolean patienceIsOver(Task task) {
      return !task.createdAt().plus(STOP_PATIENCE).isAfter(after.at());
    }

    private boolean isStopping(Task task) {
      Node node = after.node(task.nodeId());
      return !isWanted(task)
          && task.status().state().isWithWorker()
          && node != null
          && node.status().state() == NodeState.READY;
    }
  }

  private static boolean isWanted(Task task) {
    return (task.desiredState() == TaskState.READY || task.desiredState() == TaskState.RUNNING)
        && !task.status().state().isTerminal();
  }

  // ---- containers ----

  /** A container of the task begins to run. */
  void started(String taskId, String host) {
    trace.add("start " + taskId + " on " + host);
    String before = startedOn.put(taskId, host);
    require(
        before == null, () -> "task %s runs again on %s, after %s".formatted(taskId, host, before));
    running.put(taskId, host);
  }

  /** It runs no more. */
  void ended(String taskId, String host) {
    trace.add("end " + taskId + " on " + host);
    running.remove(taskId);
  }

  /** How many containers were started in all. */
  long starts() {
    return startedOn.size();
  }

  /** Where containers run, by task. */
  Map<String, String> running() {
    return running;
  }

  static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
