package io.jswarm.scheduler.spread;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.node.SpreadKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The nodes in branches by the values of the preferred labels, one level per preference. At every
 * level the branches are brought to the same number of tasks of the service, counting those that
 * already run; what a full branch cannot take goes to the others.
 */
public final class SpreadTree {
  /**
   * Puts up to so many tasks on these nodes, which are as they were when the tree was made, and
   * says how many it could.
   */
  public interface Leaf {
    int place(List<NodeView> nodes, int tasks);
  }

  private static final class Branch {
    final String value;
    final NavigableMap<String, Branch> next = new TreeMap<>();
    final List<NodeView> nodes = new ArrayList<>();
    int tasks;

    Branch(String value) {
      this.value = value;
    }
  }

  private final Branch root = new Branch("");

  /** The tree of these nodes for a demand with spread preferences. */
  public SpreadTree(Collection<NodeView> nodes, Demand demand) {
    for (NodeView node : nodes) {
      int tasks = node.activeOf(demand.serviceId());
      Branch branch = root;
      branch.tasks += tasks;
      for (SpreadKey key : demand.spread()) {
        branch = branch.next.computeIfAbsent(key.valueOn(node.node()), Branch::new);
        branch.tasks += tasks;
      }
      branch.nodes.add(node);
    }
  }

  /** Shares out so many tasks and returns how many found a place. */
  public int place(int tasks, Leaf leaf) {
    return place(root, tasks, leaf);
  }

  private static int place(Branch branch, int tasks, Leaf leaf) {
    int placed =
        branch.next.isEmpty()
            ? leaf.place(branch.nodes, tasks)
            : placeInBranches(branch, tasks, leaf);
    branch.tasks += placed;
    return placed;
  }

  private static int placeInBranches(Branch branch, int tasks, Leaf leaf) {
    List<Branch> open = new ArrayList<>(branch.next.values());
    int left = tasks;
    while (left > 0 && !open.isEmpty()) {
      List<Share> shares = share(open, left);
      List<Branch> full = new ArrayList<>();
      for (Share share : shares) {
        int placed = place(share.branch, share.tasks, leaf);
        left -= placed;
        if (placed < share.tasks) {
          full.add(share.branch);
        }
      }
      open.removeAll(full);
    }
    return tasks - left;
  }

  private static final class Share {
    final Branch branch;
    int tasks;

    Share(Branch branch) {
      this.branch = branch;
    }

    int total() {
      return branch.tasks + tasks;
    }
  }

  /**
   * Gives one task after the other to the branch that then has the fewest; ties go by the value.
   */
  private static List<Share> share(List<Branch> open, int tasks) {
    PriorityQueue<Share> fewest =
        new PriorityQueue<>(
            Comparator.comparingInt(Share::total).thenComparing(share -> share.branch.value));
    open.forEach(branch -> fewest.add(new Share(branch)));
    for (int i = 0; i < tasks; i++) {
      Share share = fewest.remove();
      share.tasks++;
      fewest.add(share);
    }
    return fewest.stream()
        .filter(share -> share.tasks > 0)
        .sorted(Comparator.comparing(share -> share.branch.value))
        .toList();
  }
}
