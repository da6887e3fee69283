package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.rpc.NetworkFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What facts are sorted by: the fabric, each overlay network by its id, and where nodes are, which
 * not every node needs to know of every other.
 */
public final class Topics {
  /** Where all nodes are: for those that all others may send to, since they have to answer. */
  public static final String NODES = "nodes";

  /** Where the nodes are that have published tasks: every node may have to send to them. */
  public static final String BEARERS = "bearers";

  private static final String OWN = "node/";

  private Topics() {}

  /** Where one node is: what it must know of itself. */
  public static String own(String nodeId) {
    return OWN + nodeId;
  }

  /** Whose own topic it is, if it is one. */
  static Optional<String> owner(String topic) {
    return topic.startsWith(OWN) ? Optional.of(topic.substring(OWN.length())) : Optional.empty();
  }

  /** The topics of a node that hears of these besides, which are sorted. */
  static List<String> of(String nodeId, Collection<String> besides) {
    List<String> topics = new ArrayList<>();
    if (!besides.contains(NODES)) {
      topics.add(own(nodeId));
      topics.add(BEARERS);
    }
    topics.add(NetworkFact.FABRIC);
    topics.addAll(besides);
    return List.copyOf(topics);
  }

  /** Whether every node hears of one of these. */
  static boolean reachAll(Collection<String> topics) {
    return topics.contains(NetworkFact.FABRIC) || topics.contains(BEARERS);
  }
}
