package io.jswarm.lab.sim;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.codec.RoundCodec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import io.jswarm.testkit.Trace;
import io.jswarm.worker.engine.ContainerPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * Every round there ever was, as all managers must see it, and every container that ever ran. Each
 * new round is held against what must always be true.
 */
final class Ledger {
  /** Whole images are compared every so many rounds: it is the same rounds that make them. */
  private static final int COMPARE_EVERY = 25;

  private record Entry(Round round, ClusterImage image) {}

  private final Trace trace;
  private final Consumer<Change> onChange;
  private final List<Entry> rounds = new ArrayList<>();
  private final TaskRules tasks = new TaskRules();
  private final SlotRules slots = new SlotRules();
  private final JobRules jobs = new JobRules();
  private final ScheduleRules schedules = new ScheduleRules();
  private final AddressRules addresses = new AddressRules();
  private final UpdateRules updates = new UpdateRules();
  private final MoveRules moves = new MoveRules();
  private final ScaleRules scales = new ScaleRules();
  private final Set<String> requests = new TreeSet<>();
  private final Containers containers;
  private long changes;
  private long acknowledged;

  /**
   * @param onChange told of each change of each new round
   */
  Ledger(Trace trace, Consumer<Change> onChange) {
    this.trace = trace;
    this.onChange = onChange;
    this.containers = new Containers(trace, this::newest, slots);
    rounds.add(new Entry(new Round(-1, 0, Instant.EPOCH, List.of()), ClusterImage.EMPTY));
  }

  /** What nodes have said of their tasks. */
  TaskRules tasks() {
    return tasks;
  }

  /** What nodes have said that their tasks use. */
  ScaleRules scales() {
    return scales;
  }

  /** What runs, and ran. */
  Containers containers() {
    return containers;
  }

  long rounds() {
    return rounds.size() - 1L;
  }

  long changes() {
    return changes;
  }

  /** The image after a round that was committed. */
  ClusterImage imageAfter(long round) {
    require(
        round >= 0 && round < rounds.size(), () -> "round %d is not committed".formatted(round));
    return rounds.get((int) round).image();
  }

  /** The newest image that any manager has reached. */
  ClusterImage newest() {
    return rounds.getLast().image();
  }

  /** A node starts a container that was made like this. */
  void starts(ContainerPlan plan) {
    PolicyRules.started(newest(), plan);
    VolumeRules.started(plan);
  }

  /** Somebody was told that this round holds what was asked. */
  void acknowledge(long round) {
    acknowledged = Math.max(acknowledged, round);
  }

  /** The newest round that anybody was told of. */
  long acknowledged() {
    return acknowledged;
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
    require(
        round.base() == before.round(),
        () -> "round %d was decided on another image than it changed".formatted(number));
    if (number == rounds.size()) {
      rounds.add(new Entry(round, after));
      changes += round.changes().size();
      trace.add(
          "round " + number + " of term " + round.term() + " crc " + Long.toHexString(crc(round)));
      round.changes().forEach(change -> trace.note(Words.of(change)));
      require(
          round.at().isAfter(before.at()), () -> "time stood still in round %d".formatted(number));
      round.changes().forEach(this::countRequest);
      round.changes().forEach(onChange);
      tasks.check(before, round, after);
      slots.check(before, round, after);
      jobs.check(round, after);
      schedules.check(before, round, after);
      addresses.check(before, round, after);
      updates.check(before, round, after);
      moves.check(before, round, after);
      scales.check(before, round, after);
      PolicyRules.check(round, after);
      VolumeRules.check(round, after);
    } else {
      Entry known = rounds.get(number);
      require(
          known.round.equals(round),
          () -> (manager + " applied another round %d than the others").formatted(number));
      require(
          isSame(known.image, after, round)
              && (number % COMPARE_EVERY != 0 || known.image.equals(after)),
          () -> (manager + " has another image after %d").formatted(number));
    }
  }

  private void countRequest(Change change) {
    if (change instanceof Change.PutRequest(var outcome)) {
      require(
          requests.add(outcome.requestId()), () -> "%s done twice".formatted(outcome.requestId()));
    }
  }

  /** Compares what a round was about: the rest is what it was before. */
  private static boolean isSame(ClusterImage one, ClusterImage other, Round round) {
    boolean same = one.at().equals(other.at());
    for (Change change : round.changes()) {
      same &=
          switch (change) {
            case Change.PutTask(Task task) ->
                Objects.equals(one.task(task.id()), other.task(task.id()));
            case Change.SetTaskStatus(String id, var _) ->
                Objects.equals(one.task(id), other.task(id));
            case Change.SetTaskDesired(String id, var _) ->
                Objects.equals(one.task(id), other.task(id));
            case Change.AssignTask assign ->
                Objects.equals(one.task(assign.taskId()), other.task(assign.taskId()));
            case Change.PutService(Service service) ->
                Objects.equals(one.service(service.id()), other.service(service.id()));
            case Change.SetNodeStatus(String id, var _) ->
                Objects.equals(one.node(id), other.node(id));
            case Change.PutNode(Node node) ->
                Objects.equals(one.node(node.id()), other.node(node.id()));
            default -> one.tasks().size() == other.tasks().size();
          };
    }
    return same;
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

  private static long crc(Round round) {
    CRC32 crc = new CRC32();
    crc.update(RoundCodec.encode(round));
    return crc.getValue();
  }

  static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
