package io.jswarm.lab.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The search over the operations of one name. A step appends one operation that was called before
 * any other that waits got its reply; those of unknown outcome may be appended at any later step
 * and need not be at all, so they are tried last.
 */
final class OrderSearch {
  /** Partial orders looked at before the search is given up: some hundred MB of memory. */
  static final int ORDERS_MAX = 1_000_000;

  private final String name;
  private final List<Operation> known = new ArrayList<>();
  private final List<Operation> unknown = new ArrayList<>();
  private final Labels labels;

  /** Known operations first, then the unknown ones, by their places in the two lists. */
  private final BitSet done = new BitSet();

  private final Set<Tried> tried = new HashSet<>();
  private int furthest = -1;
  private Register furthestState = Register.atFirst();
  private List<Integer> furthestCandidates = List.of();

  /** Where the search has been: the same operations done with the same result. */
  private record Tried(BitSet done, Register state) {}

  /** A step on the present path, and what may still be tried from there. */
  private record Step(int operation, Register state, Deque<Integer> candidates) {}

  /**
   * @param operations of one name, by the time of their calls
   */
  OrderSearch(String name, List<Operation> operations) {
    this.name = name;
    this.labels = new Labels(operations);
    operations.forEach(operation -> (operation.isUnknown() ? unknown : known).add(operation));
  }

  Verdict verdict() {
    if (labels.contradiction().isPresent()) {
      return new Verdict.Broken(name, labels.contradiction().get());
    }
    Deque<Step> path = new ArrayDeque<>();
    path.push(new Step(-1, Register.atFirst(), candidates(Register.atFirst())));
    while (!path.isEmpty()) {
      if (isComplete()) {
        return new Verdict.Sound(known.size() + unknown.size());
      }
      if (tried.size() > ORDERS_MAX) {
        return new Verdict.Undecided(name, tried.size());
      }
      Step here = path.peek();
      Integer next = here.candidates.poll();
      if (next == null) {
        path.pop();
        if (here.operation >= 0) {
          done.clear(here.operation);
        }
      } else {
        step(here.state, next).ifPresent(path::push);
      }
    }
    return new Verdict.Broken(name, explanation());
  }

  private boolean isComplete() {
    return done.nextClearBit(0) >= known.size();
  }

  private Optional<Step> step(Register state, int index) {
    Optional<Register> after = state.after(operation(index), labels);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    done.set(index);
    if (!tried.add(new Tried((BitSet) done.clone(), after.get()))) {
      done.clear(index);
      return Optional.empty();
    }
    return Optional.of(new Step(index, after.get(), candidates(after.get())));
  }

  private Operation operation(int index) {
    return index < known.size() ? known.get(index) : unknown.get(index - known.size());
  }

  /** What may come next: nothing that was called after another's reply comes before that other. */
  private Deque<Integer> candidates(Register state) {
    long firstReply = Long.MAX_VALUE;
    Deque<Integer> candidates = new ArrayDeque<>();
    for (int i = done.nextClearBit(0);
        i < known.size() && known.get(i).invokedNanos() <= firstReply;
        i = done.nextClearBit(i + 1)) {
      firstReply = Math.min(firstReply, known.get(i).returnedNanos());
      candidates.add(i);
    }
    long limit = firstReply;
    candidates.removeIf(i -> known.get(i).invokedNanos() > limit);
    note(state, candidates);
    for (int i = 0; i < unknown.size() && unknown.get(i).invokedNanos() <= limit; i++) {
      if (!done.get(known.size() + i)) {
        candidates.add(known.size() + i);
      }
    }
    return candidates;
  }

  /** Remembers the place that the search came furthest to, for the explanation. */
  private void note(Register state, Deque<Integer> candidates) {
    int length = done.get(0, known.size()).cardinality();
    if (length > furthest) {
      furthest = length;
      furthestState = state;
      furthestCandidates = List.copyOf(candidates);
    }
  }

  private String explanation() {
    return "%d of %d operations can be put in order, which leaves %s; then none of these fits:\n  %s\nof unknown outcome are:\n  %s"
        .formatted(
            furthest,
            known.size(),
            furthestState,
            lines(furthestCandidates.stream().map(known::get).toList()),
            lines(unknown));
  }

  private static String lines(List<Operation> operations) {
    return operations.stream().map(Operation::toString).collect(Collectors.joining("\n  "));
  }
}
