package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.rpc.NetworkFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What facts are sorted by: the nodes, the fabric, and each overlay network by its id. */
public final class Topics {
  /** All nodes. Apart from the fabric, so that it is not told anew with every task. */
  public static final String PEERS = "peers";

  /** What every node hears of. */
  public static final List<String> EVERYWHERE = List.of(PEERS, NetworkFact.FABRIC);

  private Topics() {}

  /** The topics of a node with tasks on these networks, which are sorted. */
  static List<String> of(Collection<String> networks) {
    List<String> topics = new ArrayList<>(EVERYWHERE);
    topics.addAll(networks);
    return List.copyOf(topics);
  }
}
