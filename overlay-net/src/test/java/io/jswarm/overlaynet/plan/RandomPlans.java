package io.jswarm.overlaynet.plan;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.overlaynet.state.Entry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The plans of a node in a cluster that changes all the time. */
final class RandomPlans {
  private static final int NODES = 5;
  private static final int CONTAINERS = 8;

  private final Random random;

  RandomPlans(Random random) {
    this.random = random;
  }

  /** What the host or the sandbox of one network holds next. */
  List<Entry> next() {
    List<NetworkFact> facts = new ArrayList<>();
    int nodes = random.nextInt(1, NODES + 1);
    for (int node = 0; node < nodes; node++) {
      facts.add(new Peer("n" + node, "h" + node, "192.0.2." + (node + 1), ""));
      for (int i = random.nextInt(3); i > 0; i--) {
        facts.add(new Block(NetworkFact.FABRIC, block("100.64."), "n" + node));
      }
    }
    facts.add(Cluster.segment(NetworkFact.FABRIC, random.nextInt(1, 3), "100.64.0.0/10"));
    List<Join> joins = new ArrayList<>();
    for (int i = 1; i <= CONTAINERS; i++) {
      if (random.nextBoolean()) {
        InetAddress address = InetAddress.ofLiteral("100.65.0." + i);
        joins.add(
            new Join(
                Integer.toHexString(i).repeat(64),
                "t" + i,
                List.of(new Join.Membership(NetworkFact.FABRIC, List.of(address)))));
      }
    }
    Facts known = Facts.NONE.with(facts, List.of());
    return HostPlan.of(known, "n0", Cluster.underlay(random.nextBoolean()), joins);
  }

  private String block(String prefix) {
    int third = random.nextInt(8);
    return random.nextBoolean()
        ? prefix + third + ".0/24"
        : prefix + third + "." + random.nextInt(256) + "/32";
  }
}
