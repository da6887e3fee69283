package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import java.util.List;

/** What one session was told of networks: of which topics, and how much of it is applied. */
final class FactFeed {
  private List<String> topics = List.of();
  private long sequence;
  private long applied;

  Networks next(long round, boolean complete, FactBatch batch) {
    sequence++;
    return new Networks(sequence, round, complete, batch);
  }

  /** What the node is told of. */
  List<String> topics() {
    return topics;
  }

  void tellOf(List<String> next) {
    topics = next;
  }

  /** Of the last message. */
  long sequence() {
    return sequence;
  }

  void applied(long upTo) {
    applied = Math.max(applied, upTo);
  }

  /** How many messages the node has not yet applied. */
  long behind() {
    return sequence - applied;
  }
}
