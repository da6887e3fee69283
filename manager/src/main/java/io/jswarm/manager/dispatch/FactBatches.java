package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.NetworkFact;
import java.util.ArrayList;
import java.util.List;

/** Cuts what is to be told into batches that fit a message. */
final class FactBatches {
  private FactBatches() {}

  static List<FactBatch> put(List<NetworkFact> facts) {
    List<FactBatch> batches = new ArrayList<>();
    for (int from = 0; from < facts.size(); from += FactBatch.FACTS_MAX) {
      int to = Math.min(from + FactBatch.FACTS_MAX, facts.size());
      batches.add(new FactBatch(facts.subList(from, to), List.of()));
    }
    return batches;
  }

  static List<FactBatch> removed(List<String> keys) {
    List<FactBatch> batches = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += FactBatch.FACTS_MAX) {
      int to = Math.min(from + FactBatch.FACTS_MAX, keys.size());
      batches.add(new FactBatch(List.of(), keys.subList(from, to)));
    }
    return batches;
  }

  static List<FactBatch> of(List<NetworkFact> put, List<String> removed) {
    if (put.isEmpty() || removed.isEmpty() || put.size() + removed.size() > FactBatch.FACTS_MAX) {
      List<FactBatch> batches = put(put);
      batches.addAll(removed(removed));
      return batches;
    }
    return List.of(new FactBatch(put, removed));
  }
}
