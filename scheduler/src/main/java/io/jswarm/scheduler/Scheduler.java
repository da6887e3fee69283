package io.jswarm.scheduler;

import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import io.jswarm.scheduler.filter.Pipeline;
import io.jswarm.scheduler.node.Claim;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.FaultyNodes;
import io.jswarm.scheduler.node.NodeSet;
import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.node.VolumeWish;
import io.jswarm.scheduler.spread.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides where waiting tasks run. Older tasks come first; tasks that were made for a certain node
 * come before those that have a choice; tasks of one service and spec version are placed together.
 * There is no scoring by used CPU or memory, no preemption and no moving of what runs, as in Swarm.
 */
public final class Scheduler {
  private static final String CONFIRMED = "scheduler confirmed task can run on preassigned node";

  private static final Comparator<Pending> OLDEST_FIRST =
      Comparator.comparing((Pending pending) -> pending.task().createdAt())
          .thenComparing(pending -> pending.task().id());

  private Scheduler() {}

  /**
   * Decides for every task that waits; those that are not pending, or not wanted any more, are
   * passed over. The nodes are left as they were: whoever writes a decision down also tells them.
   *
   * @param placementsMax when so many tasks were placed, the rest is left for another time, without
   *     a decision
   */
  public static List<Decision> schedule(
      NodeSet nodes, List<Pending> pending, FaultyNodes faulty, Instant now, int placementsMax) {
    Board board = new Board(nodes);
    List<Decision> decisions = new ArrayList<>();
    List<Pending> waiting = pending.stream().filter(Scheduler::waits).sorted(OLDEST_FIRST).toList();
    int left = placementsMax;
    for (Pending one : waiting) {
      if (!one.task().nodeId().isEmpty() && left > 0) {
        left -= confirm(one, demand(nodes, one), board, decisions) ? 1 : 0;
      }
    }
    for (List<Pending> alike : groups(waiting)) {
      if (left == 0) {
        break;
      }
      Task first = alike.getFirst().task();
      Demand demand = demand(nodes, alike.getFirst());
      Order order = new Order(first.serviceId(), faulty.of(first, now), demand.volumes());
      Group group = new Group(alike, demand, order, board, decisions);
      int wanted = Math.min(left, alike.size());
      int placed = group.place(wanted);
      left -= placed;
      if (placed < wanted) {
        group.explainTheRest();
      }
    }
    return decisions;
  }

  /**
   * Whether a node could run the task now, for a task that has no choice or one that already runs
   * elsewhere: then the volumes it must stay with are there.
   */
  public static boolean fits(NodeView node, Pending pending) {
    VolumeWish volumes = VolumeWish.of(pending.task(), pending.serviceName());
    return new Pipeline(demand(pending, volumes)).passes(node);
  }

  /** What a task asks of nodes, among the volumes that there are. */
  static Demand demand(NodeSet nodes, Pending pending) {
    VolumeWish volumes = VolumeWish.of(pending.task(), pending.serviceName()).among(nodes);
    return demand(pending, volumes);
  }

  private static Demand demand(Pending pending, VolumeWish volumes) {
    return Demand.of(pending.task(), pending.endpoint(), volumes, pending.clusterVolumes());
  }

  private static boolean waits(Pending pending) {
    return pending.task().status().state() == TaskState.PENDING && !pending.task().isToStop();
  }

  private static boolean confirm(
      Pending pending, Demand demand, Board board, List<Decision> decisions) {
    Task task = pending.task();
    NodeView node = board.node(task.nodeId());
    if (node == null) {
      decisions.add(new Decision.Unplaceable(task.id(), "no suitable node"));
      return false;
    }
    Pipeline pipeline = new Pipeline(demand);
    if (!pipeline.passes(node)) {
      decisions.add(new Decision.Unplaceable(task.id(), pipeline.explain(List.of(node))));
      return false;
    }
    List<GenericResource> generic = node.give(demand).orElseThrow();
    board.add(node, Claim.of(demand, generic));
    decisions.add(new Decision.Placed(task.id(), node.id(), generic, CONFIRMED));
    return true;
  }

  private record Run(String serviceId, @Nullable Version specVersion, String taskId) {
    /** Tasks without a spec version are like no other, nor are those with volumes of their own. */
    static Run of(Task task) {
      boolean isAlone = task.specVersion() == null || VolumeWish.differs(task);
      String alone = isAlone ? task.id() : "";
      return new Run(task.serviceId(), task.specVersion(), alone);
    }
  }

  private static List<List<Pending>> groups(List<Pending> waiting) {
    Map<Run, List<Pending>> groups = new LinkedHashMap<>();
    for (Pending pending : waiting) {
      if (pending.task().nodeId().isEmpty()) {
        groups.computeIfAbsent(Run.of(pending.task()), _ -> new ArrayList<>()).add(pending);
      }
    }
    return new ArrayList<>(groups.values());
  }
}
