package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Draft;
import io.jswarm.raftstore.image.Round;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the writer: a draft of the next round, what it is about, and how much still fits.
 * Changes to a task that the same turn creates are folded into its creation, so a new task that is
 * placed at once costs one change, and so does a service however often it is written.
 */
public final class Turn {
  /**
   * Deciders stop when the round is about this long. The half that is left to {@link
   * Round#MAX_BYTES} is for the one command or decision that was begun before.
   */
  public static final int BYTES_FULL = Round.MAX_BYTES / 2;

  /** Changes beyond a full round, so few that one more decision still fits an entry. */
  private static final int SLACK = 80;

  private final Draft draft;
  private final Supplier<String> ids;
  private final int changesMax;
  private final RoundBytes bytes = new RoundBytes();

  private final Map<String, Change> changes = new LinkedHashMap<>();

  /** Where in the changes a service was put last. */
  private final Map<String, String> lastPuts = new HashMap<>();

  private long unfolded;
  private int keptBack;
  private final SequencedSet<String> touchedServices = new LinkedHashSet<>();
  private final SequencedMap<String, Task> touchedTasks = new LinkedHashMap<>();
  private final SequencedSet<String> touchedNodes = new LinkedHashSet<>();
  private final SequencedSet<String> nodesToPlace = new LinkedHashSet<>();
  private final SequencedSet<String> tasksToPlace = new LinkedHashSet<>();
  private final SequencedSet<String> servicesToAddress = new LinkedHashSet<>();
  private final SequencedSet<String> tasksToAddress = new LinkedHashSet<>();
  private final SequencedSet<String> nodesToAddress = new LinkedHashSet<>();
  private final SequencedSet<String> networksToAddress = new LinkedHashSet<>();
  private final Map<String, TaskStatus> ended = new LinkedHashMap<>();

  /**
   * Begins a turn.
   *
   * @param at the time of the round
   * @param ids mints object ids
   * @param changesMax how many changes deciders may fill the round to
   */
  public Turn(ClusterImage base, Instant at, Supplier<String> ids, int changesMax) {
    this.draft = Draft.on(base, at);
    this.ids = ids;
    this.changesMax = changesMax;
  }

  /** The image before this turn. */
  public ClusterImage base() {
    return draft.base();
  }

  /** The image with the changes so far. */
  public ClusterImage image() {
    return draft.image();
  }

  /** The time of the round: the only clock a decider has. */
  public Instant at() {
    return draft.at();
  }

  /** A new object id. */
  public String mintId() {
    return ids.get();
  }

  /** Whether no decider should add more. */
  public boolean isFull() {
    return changes.size() >= changesMax - keptBack || bytes.estimate() >= BYTES_FULL;
  }

  /**
   * Whether all of these changes fit the round, however full it is for deciders; they are for one
   * command that wants all or nothing.
   */
  public boolean takes(List<Change> more) {
    RoundBytes together = new RoundBytes();
    more.forEach(together::add);
    return changes.size() + more.size() <= Round.MAX_CHANGES - SLACK
        && bytes.estimate() + together.estimate() <= Round.MAX_BYTES - BYTES_FULL / 8;
  }

  /** Keeps most of the round back, or no more of it, for a decider that comes later. */
  void keepBack(boolean most) {
    keptBack = most ? changesMax - changesMax / 8 : 0;
  }

  /**
   * Whether a little more may be added although the round is full, for what makes new tasks whole:
   * what is left undone for one of them costs a change of its own later.
   */
  boolean hasSlack() {
    return changes.size() < changesMax + SLACK && bytes.estimate() < BYTES_FULL + BYTES_FULL / 2;
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How many changes the round has so far. */
  public int size() {
    return changes.size();
  }

  /** Whether the task is made by this turn: what is decided on it besides costs no change. */
  boolean makes(String taskId) {
    return changes.get(taskId) instanceof Change.PutTask;
  }

  /** The round that brings the changes so far. */
  public Round toRound(long term) {
    return new Round(draft.base().round(), term, draft.at(), List.copyOf(changes.values()));
  }

  /** Adds a change. */
  public void add(Change change) {
    if (change instanceof Change.RemoveTask(String id)) {
      touchTask(id);
      tasksToPlace.add(id);
      tasksToAddress.add(id);
    }
    if (change instanceof Change.SetTaskStatus(String id, TaskStatus status)) {
      noteEnd(id, status);
    }
    draft.add(change);
    touch(change);
    fold(change);
  }

  public @Nullable Service service(String id) {
    return image().service(id);
  }

  public @Nullable Node node(String id) {
    return id.isEmpty() ? null : image().node(id);
  }

  /** Writes a task's desired state; it only ever moves forward. */
  void desire(Task task, TaskState desired) {
    if (desired.isAfter(task.desiredState())) {
      add(new Change.SetTaskDesired(task.id(), desired));
    }
  }

  /** Writes a task's status, for the states that managers own. */
  void observe(Task task, TaskStatus status) {
    add(new Change.SetTaskStatus(task.id(), status));
  }

  /** The services that were written or removed since the last call. */
  SequencedSet<String> takeTouchedServices() {
    return take(touchedServices);
  }

  /** The tasks that were written or removed since the last call, by id, as they once were. */
  SequencedMap<String, Task> takeTouchedTasks() {
    SequencedMap<String, Task> taken = new LinkedHashMap<>(touchedTasks);
    touchedTasks.clear();
    return taken;
  }

  /** The nodes that were written or removed since the last call. */
  SequencedSet<String> takeTouchedNodes() {
    return take(touchedNodes);
  }

  /** The nodes that changed since the placer asked last. */
  SequencedSet<String> takeNodesToPlace() {
    return take(nodesToPlace);
  }

  /** The tasks that changed since the placer asked last. */
  SequencedSet<String> takeTasksToPlace() {
    return take(tasksToPlace);
  }

  /** The services that changed since their endpoints were looked at last. */
  SequencedSet<String> takeServicesToAddress() {
    return take(servicesToAddress);
  }

  /** The tasks that changed since their addresses were looked at last. */
  SequencedSet<String> takeTasksToAddress() {
    return take(tasksToAddress);
  }

  /** The nodes that came or went since their shares were looked at last. */
  SequencedSet<String> takeNodesToAddress() {
    return take(nodesToAddress);
  }

  /** The networks that changed since their addresses were looked at last. */
  SequencedSet<String> takeNetworksToAddress() {
    return take(networksToAddress);
  }

  /** What was last seen of tasks before they stopped, for those that did in this turn, by id. */
  Map<String, TaskStatus> ended() {
    return ended;
  }

  private void noteEnd(String taskId, TaskStatus next) {
    Task task = image().task(taskId);
    if (task != null && task.isLive() && next.state().isTerminal()) {
      ended.put(taskId, task.status());
    }
  }

  private static SequencedSet<String> take(SequencedSet<String> from) {
    SequencedSet<String> taken = new LinkedHashSet<>(from);
    from.clear();
    return taken;
  }

  private void fold(Change change) {
    if (change instanceof Change.PutService(Service service)) {
      fold(service, change);
      return;
    }
    String taskId = taskOf(change);
    if (taskId != null && changes.get(taskId) instanceof Change.PutTask) {
      Task now = image().task(taskId);
      if (now != null) {
        changes.put(taskId, new Change.PutTask(now));
        bytes.grow(change);
        return;
      }
    }
    bytes.add(change);
    boolean creates = change instanceof Change.PutTask(Task task) && isNew(task);
    changes.put(creates && taskId != null ? taskId : "#" + unfolded++, change);
  }

  /**
   * Only what leaves the spec alone is folded: the version of a spec counts how often it changed.
   */
  private void fold(Service service, Change put) {
    String key = lastPuts.get(service.id());
    boolean same =
        key != null
            && changes.get(key) instanceof Change.PutService(Service before)
            && before.spec().equals(service.spec());
    if (key == null || !same) {
      key = "#" + unfolded++;
      lastPuts.put(service.id(), key);
    }
    bytes.add(put);
    changes.put(key, put);
  }

  private boolean isNew(Task task) {
    return draft.base().task(task.id()) == null;
  }

  private static @Nullable String taskOf(Change change) {
    return switch (change) {
      case Change.PutTask(Task task) -> task.id();
      case Change.SetTaskStatus(String id, TaskStatus _) -> id;
      case Change.SetTaskDesired(String id, TaskState _) -> id;
      case Change.AssignTask assign -> assign.taskId();
      default -> null;
    };
  }

  private void touch(Change change) {
    switch (change) {
      case Change.PutService(Service service) -> touchService(service.id());
      case Change.RemoveService(String id) -> touchService(id);
      case Change.PutNetwork(Network network) -> networksToAddress.add(network.id());
      case Change.RemoveNetwork(String id) -> networksToAddress.add(id);
      case Change.PutNode(Node node) -> {
        touchNode(node.id());
        nodesToAddress.add(node.id());
      }
      case Change.SetNodeStatus set -> touchNode(set.nodeId());
      case Change.RemoveNode(String id) -> {
        touchNode(id);
        nodesToAddress.add(id);
      }
      default -> {
        String taskId = taskOf(change);
        if (taskId != null) {
          touchTask(taskId);
          tasksToPlace.add(taskId);
          tasksToAddress.add(taskId);
        }
      }
    }
  }

  /** The service is to be looked at as if it had been written. */
  void touchService(String serviceId) {
    touchedServices.add(serviceId);
    servicesToAddress.add(serviceId);
  }

  private void touchNode(String nodeId) {
    touchedNodes.add(nodeId);
    nodesToPlace.add(nodeId);
  }

  private void touchTask(String taskId) {
    Task task = image().task(taskId);
    if (task != null) {
      touchedTasks.put(taskId, task);
    }
  }
}
