package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.scheduler.Balance;
import io.jswarm.scheduler.Crowd;
import io.jswarm.scheduler.Move;
import io.jswarm.scheduler.constraint.Constraints;
import io.jswarm.scheduler.node.NodeSet;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The moves a leader would begin with, worked out from an image by any manager. A leader knows more
 * (nodes without a session, nodes on which tasks keep failing), so it may leave some out.
 *
 * @param isWhole whether there is nothing beyond the limit
 */
public record BalancePlan(List<Move> moves, boolean isWhole) {

  /** How many tasks of a service nodes have that meet its constraints and take tasks. */
  public record Spread(int fewest, int most) {}

  /** The plan for services whose tasks may be moved. */
  public static BalancePlan of(ClusterImage image, List<Service> services, int movesMax) {
    NodeSet nodes = new NodeSet();
    image.nodes().values().forEach(nodes::putNode);
    for (Task task : image.tasks().values()) {
      nodes.putTask(task, Placer.endpointOf(image, task));
    }
    List<Crowd> crowds = new ArrayList<>();
    for (Service service : services) {
      SlotBook book = new SlotBook(image.tasksOfService(service.id()), false);
      crowds.add(
          new Crowd(service.id(), Movable.tasks(image, service, book.all(), null), Map.of()));
    }
    List<Move> moves =
        Balance.plan(
            nodes, crowds, List.of(), new Balance.Limits(movesMax + 1, BalanceLook.TOTAL_GAP));
    boolean isWhole = moves.size() <= movesMax;
    return new BalancePlan(isWhole ? moves : moves.subList(0, movesMax), isWhole);
  }

  /** How a service is spread once these moves have been made. */
  public static Spread spread(ClusterImage image, Service service, List<Move> moves) {
    Constraints constraints =
        Constraints.parse(service.spec().taskTemplate().placementOrAnywhere().constraints());
    Map<String, Integer> counts = new TreeMap<>();
    for (Node node : image.nodes().values()) {
      boolean takes = node.status().state() == NodeState.READY && node.spec().isActive();
      if (takes && constraints.matches(node)) {
        counts.put(node.id(), 0);
      }
    }
    for (Task task : image.tasksOfService(service.id())) {
      if (Tasks.isWanted(task) && task.isLive()) {
        counts.computeIfPresent(task.nodeId(), (_, count) -> count + 1);
      }
    }
    for (Move move : moves) {
      if (move.task().serviceId().equals(service.id())) {
        counts.computeIfPresent(move.from(), (_, count) -> count - 1);
        counts.computeIfPresent(move.to(), (_, count) -> count + 1);
      }
    }
    IntSummaryStatistics spread = counts.values().stream().mapToInt(i -> i).summaryStatistics();
    return counts.isEmpty() ? new Spread(0, 0) : new Spread(spread.getMin(), spread.getMax());
  }
}
