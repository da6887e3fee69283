package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Runs the deciders on what a turn is about, in a fixed order: enforce constraints, give services
 * addresses and ports, replace what is lost, settle moves, reconcile, roll out, promote, reap,
 * begin moves, place, give tasks addresses. What does not fit the round stays dirty for the next.
 * One instance serves one term of leadership; all it remembers is soft and rebuilt by looking at
 * everything once.
 */
public final class Deciders {
  private final Agenda agenda = new Agenda();
  private final LongLost longLost = new LongLost();
  private final TreeSet<String> dirty = new TreeSet<>();
  private final TreeSet<String> dirtyNodes = new TreeSet<>();

  /** Services whose spec a roll-out has taken back: in the next round they are looked at anew. */
  private final TreeSet<String> takenBack = new TreeSet<>();

  /** Services with a task on each node: whatever happens to a node concerns them. */
  private final TreeSet<String> perNode = new TreeSet<>();

  private final Books books = new Books();

  /** How tasks were before they stopped, until their service has been looked at. */
  private final Map<String, TaskStatus> ended = new HashMap<>();

  private final Attendance attendance;
  private final Addressing addressing;
  private final Placer placer;
  private final Rebalancing rebalancing;

  /**
   * Begins a term of leadership: every service and every node must be looked at.
   *
   * @param attendance which nodes have no session; kept through the term by whoever makes this
   */
  public Deciders(ClusterImage image, Attendance attendance) {
    dirty.addAll(image.services().keySet());
    dirty.addAll(image.servicesWithTasks());
    dirtyNodes.addAll(image.nodesWithTasks());
    image.services().values().forEach(this::noteMode);
    this.attendance = attendance;
    addressing = new Addressing(image);
    placer = new Placer(image, attendance, addressing.attachments());
    rebalancing = new Rebalancing(image);
  }

  /** A node has begun a session with this leader, or has none any more. */
  public void attended(String nodeId, boolean present, Instant at) {
    attendance.note(nodeId, present, at);
    placer.attended(nodeId);
  }

  /** Adds to the turn what follows from it, from the agenda, and from what was left over. */
  public void run(Turn turn) {
    agenda.takeDue(turn.at()).forEach(this::wake);
    takenBack.forEach(turn::touchService);
    takenBack.clear();
    enforce(turn);
    collect(turn);
    addressing.settle(turn);
    turn.keepBack(placer.lacksRoom());
    while (!dirty.isEmpty() && !turn.isFull()) {
      String serviceId = dirty.pollFirst();
      decide(turn, serviceId);
      rebalancing.touched(serviceId, turn.at());
      if (turn.isFull()) {
        dirty.add(serviceId);
      }
    }
    if (dirty.isEmpty()) {
      ended.clear();
    }
    rebalancing.proceed(turn, books, placer, agenda);
    addressing.sync(turn);
    placer.place(turn);
    addressing.sync(turn);
    books.follow(turn);
    turn.takeTouchedServices();
  }

  private void wake(Agenda.Item item) {
    dirty.add(item.serviceId());
    if (item.place() != null) {
      books.touch(item.serviceId(), item.place());
    }
  }

  /**
   * When there is something to decide although nothing happens; now, when something was left over.
   */
  public Optional<Instant> next(Instant now) {
    boolean leftOver =
        !dirty.isEmpty()
            || !dirtyNodes.isEmpty()
            || !takenBack.isEmpty()
            || placer.hasMore()
            || addressing.hasMore()
            || rebalancing.hasMore();
    return leftOver
        ? Optional.of(now)
        : Stream.of(
                agenda.next(),
                longLost.next(),
                placer.wakeAt(),
                addressing.wakeAt(),
                rebalancing.wakeAt())
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
  }

  private void enforce(Turn turn) {
    dirtyNodes.addAll(turn.takeTouchedNodes());
    dirtyNodes.addAll(longLost.takeDue(turn.at()));
    if (!dirtyNodes.isEmpty()) {
      rebalancing.stirred(turn.at());
    }
    while (!dirtyNodes.isEmpty() && !turn.isFull()) {
      String nodeId = dirtyNodes.pollFirst();
      Node node = turn.node(nodeId);
      if (node == null) {
        LostNodes.orphanTasks(turn, nodeId, LostNodes.DELETED);
      } else {
        longLost.look(turn, node);
        Enforcer.enforce(turn, node);
      }
      turn.image().tasksOfNode(nodeId).forEach(this::touch);
      perNode.forEach(serviceId -> touch(serviceId, Place.onNode(nodeId)));
      if (turn.isFull()) {
        dirtyNodes.add(nodeId);
      }
    }
  }

  private void touch(Task task) {
    dirty.add(task.serviceId());
    books.touch(task);
  }

  private void touch(String serviceId, Place place) {
    dirty.add(serviceId);
    books.touch(serviceId, place);
  }

  private void noteMode(Service service) {
    if (service.spec().workload().isPerNode()) {
      perNode.add(service.id());
    }
  }

  /** Takes in what commands, workers and the deciders of nodes have changed. */
  private void collect(Turn turn) {
    for (String serviceId : turn.takeTouchedServices()) {
      dirty.add(serviceId);
      Service service = turn.service(serviceId);
      rebalancing.note(serviceId, service, turn.at());
      if (service == null) {
        perNode.remove(serviceId);
      } else {
        noteMode(service);
      }
      books.touchAll(turn.image(), serviceId);
    }
    turn.takeTouchedTasks()
        .forEach((id, known) -> {
          dirty.add(known.serviceId());
          books.changed(turn, id, known);
        });
    ended.putAll(turn.ended());
  }

  private void decide(Turn turn, String serviceId) {
    Service service = turn.service(serviceId);
    if (service != null && ScheduledJob.isOne(service)) {
      ScheduledJob.keep(work(turn), serviceId, historyLimit(turn.image()));
      return;
    }
    boolean perNode = service != null && service.spec().workload().isPerNode();
    SlotBook book = books.whole(turn.image(), serviceId, perNode);
    boolean complete = service == null ? Orphans.remove(turn, book) : keep(turn, service, book);
    books.follow(turn);
    complete &= Reaper.reap(turn, turn.service(serviceId), book, historyLimit(turn.image()));
    books.follow(turn);
    if (complete) {
      book.done();
    }
    if (service == null && book.isEmpty()) {
      books.remove(serviceId);
    }
  }

  private JobWork work(Turn turn) {
    return new JobWork(turn, books, ended, agenda);
  }

  private boolean keep(Turn turn, Service service, SlotBook book) {
    return switch (service.spec().workload()) {
      case Workload.Replicated(int replicas) -> keep(turn, service, book, replicas);
      case Workload.Global _ -> keepOnNodes(turn, service, book);
      case Workload.ReplicatedJob _, Workload.GlobalJob _ -> work(turn).goOn(service, book);
    };
  }

  private boolean keep(Turn turn, Service service, SlotBook book, int replicas) {
    boolean complete = Replacement.replaceLost(turn, service, book, ended, agenda);
    books.follow(turn);
    complete &= Relief.settle(turn, service, book, agenda);
    books.follow(turn);
    ReplicaReconciler.reconcile(turn, service, book, replicas);
    books.follow(turn);
    return rollOut(turn, service, book) && complete;
  }

  private boolean rollOut(Turn turn, Service service, SlotBook book) {
    boolean complete = RollOut.proceed(turn, service, book, agenda);
    books.follow(turn);
    Service now = turn.service(service.id());
    if (now != null && UpdateProgress.wasTakenBack(service, now)) {
      takenBack.add(service.id());
      return complete;
    }
    return Promotion.promote(turn, book, agenda) && complete;
  }

  private boolean keepOnNodes(Turn turn, Service service, SlotBook book) {
    boolean complete = NodeReconciler.retire(turn, service, book);
    books.follow(turn);
    complete &= Replacement.replaceLost(turn, service, book, ended, agenda);
    books.follow(turn);
    complete &= NodeReconciler.fill(turn, service, book);
    books.follow(turn);
    return rollOut(turn, service, book) && complete;
  }

  private static long historyLimit(ClusterImage image) {
    ClusterState cluster = image.cluster();
    return cluster == null
        ? Defaults.TASK_HISTORY_RETENTION_LIMIT
        : cluster.swarm().spec().orchestration().historyLimit();
  }
}
