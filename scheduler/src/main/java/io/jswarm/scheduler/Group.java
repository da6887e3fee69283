package io.jswarm.scheduler;

import io.jswarm.api.model.GenericResource;
import io.jswarm.scheduler.filter.Pipeline;
import io.jswarm.scheduler.node.Claim;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.spread.Order;
import io.jswarm.scheduler.spread.SpreadTree;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Places tasks that are alike: of one service and one spec version. */
final class Group {
  private static final String ASSIGNED = "scheduler assigned task to node";

  private final Demand demand;
  private final Pipeline pipeline;
  private final Order order;
  private final Board board;
  private final Iterator<Pending> waiting;
  private final List<Decision> decisions;

  Group(List<Pending> tasks, Demand demand, Order order, Board board, List<Decision> decisions) {
    this.demand = demand;
    this.pipeline = new Pipeline(demand);
    this.order = order;
    this.board = board;
    this.waiting = tasks.iterator();
    this.decisions = decisions;
  }

  /** Places up to so many of the tasks, in their order, and returns how many it did. */
  int place(int tasks) {
    Collection<NodeView> all = board.all();
    if (demand.spread().isEmpty()) {
      return placeOn(best(all, tasks), tasks);
    }
    return new SpreadTree(all, demand)
        .place(tasks, (nodes, share) -> placeOn(best(board.now(nodes), share), share));
  }

  /** Why the tasks that are left have no node. */
  void explainTheRest() {
    String reasons = pipeline.explain(board.all());
    String text = reasons.isEmpty() ? "no suitable node" : "no suitable node (" + reasons + ")";
    waiting.forEachRemaining(
        pending -> decisions.add(new Decision.Unplaceable(pending.task().id(), text)));
  }

  /**
   * The best nodes that pass, as many as there are tasks: no more can be needed, since each takes
   * at least one. A node that is no better than those already found is not even checked.
   */
  private PriorityQueue<NodeView> best(Collection<NodeView> nodes, int tasks) {
    PriorityQueue<NodeView> worstFirst = new PriorityQueue<>(order.reversed());
    for (NodeView node : nodes) {
      if (worstFirst.size() < tasks) {
        if (pipeline.passes(node)) {
          worstFirst.add(node);
        }
      } else if (order.compare(node, worstFirst.element()) < 0 && pipeline.passes(node)) {
        worstFirst.remove();
        worstFirst.add(node);
      }
    }
    PriorityQueue<NodeView> bestFirst = new PriorityQueue<>(Math.max(1, worstFirst.size()), order);
    bestFirst.addAll(worstFirst);
    return bestFirst;
  }

  /** Gives one task after the other to the node that is then the best, until none is left. */
  private int placeOn(PriorityQueue<NodeView> bestFirst, int tasks) {
    int placed = 0;
    while (placed < tasks && waiting.hasNext() && !bestFirst.isEmpty()) {
      NodeView node = bestFirst.remove();
      List<GenericResource> generic = node.give(demand).orElseThrow();
      decisions.add(new Decision.Placed(waiting.next().task().id(), node.id(), generic, ASSIGNED));
      NodeView fuller = board.add(node, Claim.of(demand, generic));
      if (pipeline.passes(fuller)) {
        bestFirst.add(fuller);
      }
      placed++;
    }
    return placed;
  }
}
