package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.rpc.NetworkFact;
import java.util.List;

/**
 * A fact and the topics it belongs to: whoever hears of one of them hears of the fact.
 *
 * @param topics at least one
 */
public record PlacedFact(NetworkFact fact, List<String> topics) {
  /** Whether whoever hears of these topics hears of this. */
  public boolean isIn(List<String> heard) {
    for (String topic : topics) {
      if (heard.contains(topic)) {
        return true;
      }
    }
    return false;
  }
}
