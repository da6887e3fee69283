package io.jswarm.manager.dispatch;

import io.jswarm.manager.dispatch.facts.FactChange;
import io.jswarm.manager.dispatch.facts.PlacedFact;
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
 */
record FactNews(String key, Set<String> topics, @Nullable PlacedFact now) {
  static FactNews of(FactChange change) {
    Set<String> topics = new TreeSet<>();
    if (change.before() != null) {
      topics.addAll(change.before().topics());
    }
    if (change.after() != null) {
      topics.addAll(change.after().topics());
    }
    return new FactNews(change.key(), topics, change.after());
  }

  /** This, and then that of the same fact. */
  FactNews then(FactNews next) {
    Set<String> all = new TreeSet<>(topics);
    all.addAll(next.topics);
    return new FactNews(key, all, next.now);
  }

  /** Whether who hears of these topics may know the fact, and has to forget it. */
  boolean goesFor(List<String> heard) {
    return !holdsFor(heard) && !Collections.disjoint(topics, heard);
  }

  /** Whether who hears of these topics is to know the fact. */
  boolean holdsFor(List<String> heard) {
    return now != null && now.isIn(heard);
  }
}
