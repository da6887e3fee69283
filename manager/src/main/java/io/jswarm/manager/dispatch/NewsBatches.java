package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.PlacedFact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What news of facts means for whoever hears of some topics. Nodes to which it means the same are
 * given the same batches, however much else each hears of: these are encoded once.
 */
final class NewsBatches {
  /** Which news put a fact, and which take one away. */
  private record Meaning(BitSet put, BitSet removed) {}

  private final List<FactNews> news;
  private final Map<List<String>, List<FactBatch>> byTopics = new HashMap<>();
  private final Map<Meaning, List<FactBatch>> byMeaning = new HashMap<>();

  NewsBatches(List<FactNews> news) {
    this.news = news;
  }

  List<FactBatch> of(List<String> topics) {
    return byTopics.computeIfAbsent(
        topics, heard -> byMeaning.computeIfAbsent(meaning(heard), this::batches));
  }

  private Meaning meaning(List<String> topics) {
    Meaning meaning = new Meaning(new BitSet(), new BitSet());
    for (int i = 0; i < news.size(); i++) {
      meaning.put.set(i, news.get(i).comesFor(topics));
      meaning.removed.set(i, news.get(i).goesFor(topics));
    }
    return meaning;
  }

  private List<FactBatch> batches(Meaning meaning) {
    List<NetworkFact> put = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (int i = 0; i < news.size(); i++) {
      PlacedFact now = news.get(i).now();
      if (meaning.put.get(i) && now != null) {
        put.add(now.fact());
      } else if (meaning.removed.get(i)) {
        removed.add(news.get(i).key());
      }
    }
    return FactBatches.of(put, removed);
  }
}
