package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.FactChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the changes of one round mean for whoever hears of some topics. Nodes to which they mean the
 * same are given the same batches, however much else each hears of: these are encoded once.
 */
final class RoundBatches {
  /** Which changes put a fact, and which take one away. */
  private record Meaning(BitSet put, BitSet removed) {}

  private final List<FactChange> changes;
  private final Map<List<String>, List<FactBatch>> byTopics = new HashMap<>();
  private final Map<Meaning, List<FactBatch>> byMeaning = new HashMap<>();

  RoundBatches(List<FactChange> changes) {
    this.changes = changes;
  }

  List<FactBatch> of(List<String> topics) {
    return byTopics.computeIfAbsent(
        topics, heard -> byMeaning.computeIfAbsent(meaning(heard), this::batches));
  }

  private Meaning meaning(List<String> topics) {
    Meaning meaning = new Meaning(new BitSet(), new BitSet());
    for (int i = 0; i < changes.size(); i++) {
      FactChange change = changes.get(i);
      if (change.after() != null && change.after().isIn(topics)) {
        meaning.put.set(i);
      } else if (change.before() != null && change.before().isIn(topics)) {
        meaning.removed.set(i);
      }
    }
    return meaning;
  }

  private List<FactBatch> batches(Meaning meaning) {
    List<NetworkFact> put = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      FactChange change = changes.get(i);
      if (meaning.put.get(i) && change.after() != null) {
        put.add(change.after().fact());
      } else if (meaning.removed.get(i)) {
        removed.add(change.key());
      }
    }
    return FactBatches.of(put, removed);
  }
}
