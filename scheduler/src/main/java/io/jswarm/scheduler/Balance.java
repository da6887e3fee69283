package io.jswarm.scheduler;

import io.jswarm.scheduler.node.Claim;
import io.jswarm.scheduler.node.NodeSet;
import io.jswarm.scheduler.node.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which running tasks would be elsewhere if they were placed today. A task moves only where its
 * service is spread better than before, by the levels of its preferences first and by nodes then,
 * or as well, and the nodes' totals are closer. Each move makes something smaller that none that
 * follows makes larger again, so there is an end; and when the moves have been carried out, nothing
 * is left to move. A move never goes where the scheduler would not place the task, nor away from
 * data.
 */
public final class Balance {
  /**
   * How far to go.
   *
   * @param movesMax no more tasks than this are moved
   * @param totalGap how many tasks more than another a node must have before one of them is moved
   *     for that alone; at least 2
   */
  public record Limits(int movesMax, int totalGap) {
    public Limits {
      if (totalGap < 2) {
        throw new IllegalArgumentException("a gap of " + totalGap + " would move tasks in circles");
      }
    }
  }

  private final List<Seating> seatings = new ArrayList<>();
  private final Map<String, Move> moves = new LinkedHashMap<>();
  private final Limits limits;

  private Balance(Limits limits) {
    this.limits = limits;
  }

  /**
   * The moves that help, in an order in which each finds room when those before it are done.
   *
   * @param leaving tasks that are about to be told to stop, because others take their place
   */
  public static List<Move> plan(
      NodeSet nodes, List<Crowd> crowds, List<Pending> leaving, Limits limits) {
    Board board = new Board(nodes);
    for (Pending one : leaving) {
      NodeView node = board.node(one.task().nodeId());
      if (node != null) {
        Claim claim = Claim.of(one.task(), one.endpoint());
        board.take(node, claim);
        board.add(node.without(claim), claim.leaving());
      }
    }
    Balance balance = new Balance(limits);
    crowds.forEach(crowd -> balance.seatings.add(new Seating(crowd, nodes, board)));
    balance.plan();
    return List.copyOf(balance.moves.values());
  }

  private void plan() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Seating seating : seatings) {
        while (hasRoom() && carryOut(seating, seating.forSpread())) {
          moved = true;
        }
      }
      if (!moved) {
        for (Seating seating : seatings) {
          moved |= hasRoom() && carryOut(seating, seating.forTotals(limits.totalGap));
        }
      }
    }
  }

  private boolean hasRoom() {
    return moves.size() < limits.movesMax;
  }

  private boolean carryOut(Seating seating, Optional<Seating.Step> found) {
    if (found.isEmpty()) {
      return false;
    }
    Seating.Step step = found.get();
    Move next = new Move(step.seat().task(), step.seat().nodeId(), step.to().id(), step.why());
    seating.carryOut(step);
    Move before = moves.get(next.task().id());
    if (before == null) {
      moves.put(next.task().id(), next);
    } else if (before.from().equals(next.to())) {
      moves.remove(next.task().id());
    } else {
      moves.put(next.task().id(), new Move(next.task(), before.from(), next.to(), next.why()));
    }
    return true;
  }
}
