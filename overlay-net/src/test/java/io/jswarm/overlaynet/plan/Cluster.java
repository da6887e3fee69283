package io.jswarm.overlaynet.plan;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A cluster of three nodes as one of them is told of it. */
final class Cluster {
  static final String NET = "net";

  private Cluster() {}

  static Underlay underlay(boolean v6) {
    return new Underlay(InetAddress.ofLiteral("192.0.2.1"), 1500, v6, false);
  }

  static Segment segment(String id, int vni, String... subnets) {
    return new Segment(
        id, id, vni, Arrays.asList(subnets), List.of(), false, false, 0, Defaults.DATA_PATH_PORT);
  }

  /** The fabric with a block for each node, and these facts too. */
  static Facts with(NetworkFact... more) {
    List<NetworkFact> facts = new ArrayList<>();
    for (int node = 1; node <= 3; node++) {
      facts.add(new Peer("n" + node, "h" + node, "192.0.2." + node, ""));
      facts.add(new Block(NetworkFact.FABRIC, "100.64." + node + ".0/24", "n" + node));
    }
    facts.add(segment(NetworkFact.FABRIC, 1, "100.64.0.0/10"));
    facts.addAll(Arrays.asList(more));
    return Facts.NONE.with(facts, List.of());
  }

  static Join.Membership on(String networkId, String... addresses) {
    return new Join.Membership(
        networkId, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
  }

  static Join join(Join.Membership... memberships) {
    return new Join("c".repeat(64), "task", Arrays.asList(memberships));
  }
}
