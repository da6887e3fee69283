package io.jswarm.worker.net.live;

import static io.jswarm.worker.net.live.Site.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.state.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelDataPathTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @TempDir private Path directory;
  private Site site;
  private final List<NetNamespace> entered = new ArrayList<>();

  @BeforeEach
  void build() throws IOException {
    site = new Site(directory);
  }

  @AfterEach
  void removeAll() throws IOException {
    entered.forEach(NetNamespace::close);
    site.close();
  }

  private NetNamespace keep(NetNamespace namespace) {
    entered.add(namespace);
    return namespace;
  }

  /** The fabric, and a network called {@code net} with a block at each node. */
  private static NetworkFact[] facts() {
    List<NetworkFact> facts = new ArrayList<>(Site.fabric());
    facts.add(Site.network("net", 4097, "10.0.0.0/16", "fd00:5::/64"));
    facts.add(new Block("net", "10.0.1.0/24", "node1"));
    facts.add(new Block("net", "10.0.2.0/24", "node2"));
    facts.add(new Block("net", "fd00:5::100/120", "node1"));
    facts.add(new Block("net", "fd00:5::200/120", "node2"));
    return facts.toArray(NetworkFact[]::new);
  }

  @Test
  void containersOnTwoNodesReachEachOther() throws Exception {
    site.one.hear(facts());
    site.two.hear(facts());
    NetNamespace a =
        keep(
            site.one.run(
                A, on("net", "10.0.1.2/16", "fd00:5::102/64"), on("fabric", "100.64.1.2/10")));
    NetNamespace b =
        keep(
            site.two.run(
                B, on("net", "10.0.2.2/16", "fd00:5::202/64"), on("fabric", "100.64.2.2/10")));

    assertThat(Site.reaches(a, "10.0.2.2")).isTrue();
    assertThat(Site.reaches(b, "10.0.1.2")).isTrue();
    assertThat(Site.reaches(a, "fd00:5::202")).isTrue();
    assertThat(Site.reaches(a, "192.0.2.1")).as("the node itself").isTrue();
    assertThat(Site.reaches(a, "192.0.2.2")).as("beyond the node").isTrue();
    assertThat(Site.misses(a, "10.0.2.77")).as("an address nobody has").isTrue();
    assertThat(Site.misses(a, "100.64.2.2")).as("another container, past its networks").isTrue();
    assertThat(Site.device(a, "eth0")).map(Link::mtu).contains(Site.UNDERLAY_MTU - 50);
  }
}
