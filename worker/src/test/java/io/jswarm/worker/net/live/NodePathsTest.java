package io.jswarm.worker.net.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.probe.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePathsTest {
  private static final Underlay UNDERLAY =
      new Underlay(InetAddress.ofLiteral("192.0.2.1"), 1500, true, false);

  @Test
  void theWaysAreThoseToAllOtherNodesOnTheFabricWithTheLongestPackets() {
    assertThat(targets(Site.fabric()))
        .containsExactly(
            new Target(
                "",
                "node2",
                InetAddress.ofLiteral("100.64.2.0"),
                InetAddress.ofLiteral("192.0.2.2"),
                1450));
  }

  @Test
  void anAddressOfItsOwnIsTheFirstOfANodesBlocksThatIsLongerThanOneAddress() {
    List<NetworkFact> facts = new ArrayList<>(Site.fabric());
    facts.add(new NetworkFact.Block(NetworkFact.FABRIC, "100.64.0.9/32", "node2"));
    facts.add(new NetworkFact.Block(NetworkFact.FABRIC, "100.64.1.128/25", "node2"));
    assertThat(targets(facts))
        .extracting(each -> each.address().getHostAddress())
        .containsExactly("100.64.1.128");
  }

  @Test
  void aNodeWithoutAnAddressOnTheFabricTriesNothing() {
    List<NetworkFact> facts = new ArrayList<>(Site.fabric());
    facts.removeIf(
        each -> each instanceof NetworkFact.Block block && block.nodeId().equals("node1"));
    assertThat(targets(facts)).isEmpty();
  }

  private static List<Target> targets(List<NetworkFact> facts) {
    return NodePaths.targets(Facts.NONE.with(facts, List.of()), "node1", UNDERLAY);
  }
}
