package io.jswarm.manager.dispatch;

import io.jswarm.manager.dispatch.facts.FactChange;
import io.jswarm.manager.dispatch.facts.PlacedFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a fact since it was told last.
 *
 * @param topics all it was in since then, the present ones too: whoever began to hear of one
 *     meanwhile may know the fact as it never was told to others
 * @param now null when it holds no more
 * @param known where it was while it said the same as now, if it did so all the time: whoever heard
 *     of it at every step knows it. Empty when nobody can be sure of that
 */
record FactNews(
    String key, Set<String> topics, @Nullable PlacedFact now, List<List<String>> known) {
  /** Steps in which a fact may only have been placed otherwise, before it is told again anyway. */
  private static final int STEPS_MAX = 8;

  static FactNews of(FactChange change) {
    PlacedFact before = change.before();
    PlacedFact after = change.after();
    Set<String> topics = new TreeSet<>();
    if (before != null) {
      topics.addAll(before.topics());
    }
    if (after != null) {
      topics.addAll(after.topics());
    }
    List<List<String>> known =
        before != null && after != null && before.fact().equals(after.fact())
            ? List.of(before.topics())
            : List.of();
    return new FactNews(change.key(), topics, after, known);
  }

  /** This, and then that of the same fact. */
  FactNews then(FactNews next) {
    Set<String> all = new TreeSet<>(topics);
    all.addAll(next.topics);
    List<List<String>> steps = new ArrayList<>(known);
    steps.addAll(next.known);
    boolean unknown = known.isEmpty() || next.known.isEmpty() || steps.size() > STEPS_MAX;
    return new FactNews(key, all, next.now, unknown ? List.of() : List.copyOf(steps));
  }

  /** Whether who hears of these topics may know the fact, and has to forget it. */
  boolean goesFor(List<String> heard) {
    return !isFor(heard) && !Collections.disjoint(topics, heard);
  }

  /** Whether who hears of these topics has to be told the fact. */
  boolean comesFor(List<String> heard) {
    return isFor(heard) && !isKnownTo(heard);
  }

  private boolean isFor(List<String> heard) {
    return now != null && now.isIn(heard);
  }

  private boolean isKnownTo(List<String> heard) {
    return !known.isEmpty()
        && known.stream().noneMatch(placed -> Collections.disjoint(placed, heard));
  }
}
