package io.jswarm.lab.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks for an order of all operations, each at a moment between its call and its reply, in which
 * one service book could have given these replies. Names are independent, so each is searched by
 * itself (Herlihy and Wing: linearizability is local), by the algorithm of Wing and Gong with
 * Lowe's memory of what was tried.
 */
public final class Linearizability {
  private Linearizability() {}

  /** Judges a history; the first name in alphabetical order that is not sound decides. */
  public static Verdict check(List<Operation> history) {
    Map<String, List<Operation>> byName =
        history.stream()
            .filter(Linearizability::tellsSomething)
            .sorted(Comparator.comparingLong(Operation::invokedNanos))
            .collect(
                Collectors.groupingBy(
                    operation -> operation.call().name(), TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Operation>> entry : byName.entrySet()) {
      Verdict verdict = new OrderSearch(entry.getKey(), entry.getValue()).verdict();
      if (!(verdict instanceof Verdict.Sound)) {
        return verdict;
      }
    }
    return new Verdict.Sound(history.size());
  }

  /** Refused calls and reads without an answer could have happened anywhere. */
  private static boolean tellsSomething(Operation operation) {
    return !(operation.reply() instanceof Reply.Refused)
        && !(operation.isUnknown() && !operation.call().isWrite());
  }
}
