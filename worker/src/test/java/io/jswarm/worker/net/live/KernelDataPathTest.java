package io.jswarm.worker.net.live;

import static io.jswarm.worker.net.live.Site.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.net.FactsFile;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelDataPathTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  private static final int LEAVERS = 20;

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

  @Test
  void networksWithTheSameAddressesKnowNothingOfEachOther() throws Exception {
    List<NetworkFact> both = new ArrayList<>(List.of(facts()));
    both.add(Site.network("other", 4098, "10.0.0.0/16"));
    both.add(new Block("other", "10.0.1.0/24", "node1"));
    both.add(new Block("other", "10.0.2.0/24", "node2"));
    site.one.hear(both.toArray(NetworkFact[]::new));
    site.two.hear(both.toArray(NetworkFact[]::new));
    NetNamespace a = keep(site.one.run(A, on("net", "10.0.1.2/16")));
    NetNamespace b = keep(site.one.run(B, on("other", "10.0.1.2/16")));
    keep(site.two.run(C, on("other", "10.0.2.2/16")));

    assertThat(Site.reaches(b, "10.0.2.2")).isTrue();
    assertThat(Site.misses(a, "10.0.2.2")).isTrue();
    assertThat(Site.misses(a, "192.0.2.1")).as("without the fabric there is no way out").isTrue();
  }

  @Test
  void anotherDaemonTakesOverWithoutTouchingWhatIsRight() throws Exception {
    site.one.hear(facts());
    site.two.hear(facts());
    NetNamespace a = keep(site.one.run(A, on("net", "10.0.1.2/16"), on("fabric", "100.64.1.2/10")));
    keep(site.two.run(B, on("net", "10.0.2.2/16"), on("fabric", "100.64.2.2/10")));
    String before = site.one.all();

    site.one.restart();
    site.one.dataPath.recover(List.of(A));
    assertThat(Site.reaches(a, "10.0.2.2")).as("before it is told anything").isTrue();
    site.one.hear(facts());

    assertThat(site.one.all()).isEqualTo(before);
    assertThat(Site.reaches(a, "10.0.2.2")).isTrue();
  }

  @Test
  void aChangeThatManagersAreToldOfIsKnownToTheNextDaemonHoweverThisOneEnds() throws Exception {
    site.one.hear(facts());
    CountDownLatch applied = new CountDownLatch(1);
    NetworkFact.Peer more = new NetworkFact.Peer("node3", "h3", "192.0.2.3", "");
    site.one.dataPath.facts(List.of(more), List.of("peer/node2"), false, applied::countDown);
    assertThat(applied.await(30, TimeUnit.SECONDS)).isTrue();

    Facts known = Facts.NONE;
    for (FactsFile.Told each : new FactsFile(site.one.state().resolve("facts.state")).read()) {
      known = known.with(each.put(), each.removed());
    }
    assertThat(known.all()).contains(more).hasSameSizeAs(facts());
    assertThat(known.peer("node2")).isEmpty();
  }

  @Test
  void whatSomebodyBreaksIsMended() throws Exception {
    site.one.hear(facts());
    site.two.hear(facts());
    NetNamespace a = keep(site.one.run(A, on("net", "10.0.1.2/16")));
    keep(site.two.run(B, on("net", "10.0.2.2/16")));
    String before = site.one.all();

    site.one.namespace.run(stack -> {
      stack.removeDevice("jsw0");
      stack.nft().run("delete table ip jswarm");
    });
    try (NetNamespace sandbox = NetNamespace.open(site.one.state().resolve("sandboxes/jsw-net"))) {
      sandbox.run(stack -> stack.removeDevice("vx"));
    }
    site.one.hearAgain();

    assertThat(site.one.all()).isEqualTo(before);
    assertThat(Site.reaches(a, "10.0.2.2")).isTrue();
  }

  @Test
  void aChangeFindsOutThatSomebodyBrokeTheRulesAndMendsThem() throws Exception {
    site.one.hear(withService("100.64.2.2"));
    site.one.hear(withService("100.64.2.2", "100.64.2.3"));
    String before = site.one.all();
    assertThat(before).contains("tcp dnat to numgen random mod 2 map", "0 : 100.64.2.2");

    site.one.hear(withService("100.64.2.2"));
    site.one.namespace.run(stack -> stack.nft().run("delete table ip6 jswarm"));
    site.one.hear(withService("100.64.2.2", "100.64.2.3"));

    assertThat(site.one.all()).isEqualTo(before);
  }

  /** A service that is published, with a task at each of these addresses of the fabric. */
  private static NetworkFact[] withService(String... addresses) {
    List<NetworkFact> facts = new ArrayList<>(List.of(facts()));
    List<PortConfig> ports = List.of(new PortConfig("", "tcp", 80, 8080, "ingress"));
    facts.add(new NetworkFact.Front("web", "web", List.of(), ports));
    for (String each : addresses) {
      NetworkFact.Endpoint at =
          new NetworkFact.Endpoint(NetworkFact.FABRIC, List.of(each), List.of());
      facts.add(
          new NetworkFact.Backend("task" + each, "web", "node2", 1, "web", false, List.of(at)));
    }
    return facts.toArray(NetworkFact[]::new);
  }

  @Test
  void nothingIsLeftWhenAllHaveLeft() throws Exception {
    String untouched = site.one.all();
    site.one.hear(facts());
    site.one.run(A, on("net", "10.0.1.2/16"), on("fabric", "100.64.1.2/10")).close();
    site.one.run(B, on("net", "10.0.1.3/16"), on("fabric", "100.64.1.3/10")).close();

    site.one.dataPath.leave(A);
    assertThat(site.one.state().resolve("containers")).isDirectoryNotContaining("glob:**" + A);
    site.one.dataPath.leave(B);
    site.one.dataPath.leave("d".repeat(64));
    site.one.hear(facts());
    assertThat(site.one.state().resolve("sandboxes")).isEmptyDirectory();
    assertThat(site.one.state().resolve("containers")).isEmptyDirectory();
    assertThat(site.one.state().resolve("tasks")).isEmptyDirectory();

    site.one.dataPath.dismantle();
    assertThat(site.one.all()).isEqualTo(untouched);
    site.one.reopen();
  }

  @Test
  void whoJoinsDoesNotWaitForAllThatLeave() throws Exception {
    site.one.hear(facts());
    List<String> leavers = new ArrayList<>();
    for (int i = 0; i < LEAVERS; i++) {
      String id = "%02d".formatted(i).repeat(32);
      site.one.run(id, on("net", "10.0.1.%d/16".formatted(10 + i))).close();
      leavers.add(id);
    }
    CountDownLatch busy = new CountDownLatch(1);
    site.one.dataPath.check(() -> awaitQuietly(busy));
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    List<Thread> asking = new ArrayList<>();
    for (String id : leavers) {
      asking.add(asks(() -> site.one.dataPath.leave(id), id, done));
    }
    awaitWaiting(asking);
    // it has the address of the last that leaves
    asking.add(asks(() -> keep(site.one.run(A, on("net", "10.0.1.29/16"))), A, done));
    awaitWaiting(asking);
    busy.countDown();
    for (Thread each : asking) {
      each.join();
    }

    assertThat(List.copyOf(done)).hasSize(LEAVERS + 1).containsAll(leavers);
    assertThat(List.copyOf(done).subList(0, LEAVERS / 2)).contains(A, leavers.getLast());
  }

  /** Something that may fail. */
  private interface Step {
    void run() throws IOException;
  }

  private static Thread asks(Step step, String name, BlockingQueue<String> done) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            step.run();
            done.add(name);
          } catch (IOException | EngineException e) {
            done.add(e.toString());
          }
        });
  }

  private static void awaitWaiting(List<Thread> threads) {
    while (threads.stream().anyMatch(each -> each.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTaskOfANetworkThatIsNotKnownYetWaitsForIt() throws Exception {
    site.one.hear(Site.fabric().toArray(NetworkFact[]::new));
    CompletableFuture<NetNamespace> joined = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            joined.complete(site.one.run(A, on("net", "10.0.1.2/16")));
          } catch (IOException e) {
            joined.completeExceptionally(e);
          }
        });
    site.one.hear(facts());

    NetNamespace a = keep(joined.get(30, TimeUnit.SECONDS));
    assertThat(Site.device(a, "eth0")).isPresent();
  }

  @Test
  void aNodeThatCannotEncryptRefusesTasksOfEncryptedNetworks() throws Exception {
    List<NetworkFact> facts = new ArrayList<>(Site.fabric());
    facts.add(
        new NetworkFact.Segment(
            "net",
            "secret",
            4097,
            List.of("10.0.0.0/16"),
            List.of(),
            false,
            true,
            0,
            Defaults.DATA_PATH_PORT));
    facts.add(new Block("net", "10.0.1.0/24", "node1"));
    try (DatagramSocket taken = site.one.namespace.call(stack -> new DatagramSocket(51820))) {
      site.one.hear(facts.toArray(NetworkFact[]::new));

      assertThatThrownBy(() -> site.one.run(A, on("net", "10.0.1.2/16")))
          .isInstanceOf(EngineException.Rejected.class)
          .hasMessageContaining("network secret is encrypted")
          .hasMessageContaining("UDP port %d", taken.getLocalPort());
    }
    assertThat(site.one.rulesOfTunnels())
        .as("what keeps the clear out and in")
        .containsExactly(
            "iifname != \"jsw-wg*\" udp dport 4789 @th,96,24 0x1001 drop",
            "oifname != \"jsw-wg*\" udp dport 4789 @th,96,24 0x1001 drop");
  }

  @Test
  void keysAreToldAtOnceAndKeptForTheNextDaemon() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    site.one.dataPath.announceTo(told::add);
    String first = told.poll(30, TimeUnit.SECONDS);
    site.one.restart();
    site.one.dataPath.announceTo(told::add);
    assertThat(told.poll(30, TimeUnit.SECONDS)).isNotNull().isEqualTo(first);

    site.one.dataPath.dismantle();
    assertThat(site.one.state()).isDirectoryNotContaining("glob:**wireguard*");
    site.one.reopen();
  }

  @Test
  void dockersChainLetsOurDevicesThroughWhileThereIsADataPath() throws Exception {
    site.one.namespace.run(stack ->
        stack
            .nft()
            .run(
                "add table ip filter; add chain ip filter DOCKER-USER; add rule ip filter"
                    + " DOCKER-USER return"));
    String before = site.one.rulesOfDocker();
    site.one.hear(facts());
    site.one.hearAgain();
    assertThat(site.one.rulesOfDocker().lines().filter(line -> line.contains("jsw0")))
        .hasSize(2)
        .allMatch(line -> line.contains("accept"));

    site.one.dataPath.dismantle();
    assertThat(site.one.rulesOfDocker()).isEqualTo(before);
    site.one.reopen();
  }
}
