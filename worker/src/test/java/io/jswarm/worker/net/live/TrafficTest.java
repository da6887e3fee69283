package io.jswarm.worker.net.live;

import static io.jswarm.worker.net.live.Site.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.FabricAddress;
import io.jswarm.worker.net.live.Echo.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is seen by whom: real packets between three nodes, a container of the service on each. */
final class TrafficTest {
  private static final int PUBLISHED = 8080;
  private static final int ATTEMPTS = 60;
  private static final int ASKED_MAX = 100_000;
  private static final String VIP = "10.1.255.1";
  private static final String VIP6 = "fd01::ffff:1";

  @TempDir private Path directory;
  private Mesh mesh;
  private final Collection<Echo> servers = new ArrayList<>();
  private final Map<Integer, Backend> tasks = new TreeMap<>();

  @BeforeEach
  void aServiceWithATaskOnEachNode() throws Exception {
    mesh = new Mesh(directory);
    for (int node = 1; node <= Mesh.NODES; node++) {
      tasks.put(node, task(node));
    }
    mesh.hear(facts());
    for (int node = 1; node <= Mesh.NODES; node++) {
      container(node, 2);
      servers.add(new Echo("c" + node + "2", mesh.in("c" + node + "2")));
    }
    container(1, 3);
  }

  @AfterEach
  void removeAll() throws IOException {
    for (Echo each : servers) {
      each.close();
    }
    mesh.close();
  }

  private void container(int node, int number) throws IOException {
    mesh.run(
        node,
        "c" + node + number,
        on(
            "net",
            "10.1.%d.%d/16".formatted(node, number),
            "fd01::%d:%d/64".formatted(node, number)),
        on(NetworkFact.FABRIC, "100.64.%d.%d/10".formatted(node, number)));
  }

  private static Backend task(int node) {
    Endpoint overlay =
        new Endpoint(
            "net", List.of("10.1.%d.2".formatted(node), "fd01::%d:2".formatted(node)), List.of());
    String v4 = "100.64.%d.2".formatted(node);
    Endpoint fabric =
        new Endpoint(NetworkFact.FABRIC, List.of(v4, FabricAddress.v6(v4)), List.of());
    return new Backend(
        "t" + node, "web", "node" + node, node, "web." + node, false, List.of(overlay, fabric));
  }

  private List<NetworkFact> facts() {
    List<NetworkFact> facts = new ArrayList<>(tasks.values());
    facts.add(Site.network(NetworkFact.FABRIC, 1, "100.64.0.0/10"));
    facts.add(
        new Segment(
            "net",
            "net",
            4097,
            List.of("10.1.0.0/16", "fd01::/64"),
            List.of("10.1.255.0/24", "fd01::ffff:0/112"),
            false,
            false,
            0,
            Defaults.DATA_PATH_PORT));
    for (int node = 1; node <= Mesh.NODES; node++) {
      facts.add(new Peer("node" + node, "h" + node, "10.99.0." + node, ""));
      facts.add(new Block(NetworkFact.FABRIC, "100.64.%d.0/24".formatted(node), "node" + node));
      facts.add(new Block("net", "10.1.%d.0/24".formatted(node), "node" + node));
      facts.add(new Block("net", "fd01::%d:0/112".formatted(node), "node" + node));
    }
    List<PortConfig> ports =
        List.of(
            new PortConfig("", "tcp", Echo.PORT, PUBLISHED, "ingress"),
            new PortConfig("", "udp", Echo.PORT, PUBLISHED, "ingress"));
    facts.add(
        new Front("web", "web", List.of(new Name("net", List.of(VIP, VIP6), List.of())), ports));
    return facts;
  }

  @Test
  void aContainerSeesWhoReallyCalls() throws Exception {
    for (int node = 1; node <= Mesh.NODES; node++) {
      seen("client", "10.99.0." + node, "10.99.0.100");
      seen("client", "fd99::" + node, "fd99::100");
    }
    seen("node1", "10.99.0.1", "10.99.0.1");
    seen("node1", "10.99.0.2", "10.99.0.1");
    seen("node1", "127.0.0.1", "100.64.1.0");
    seen("node1", "::1", FabricAddress.v6("100.64.1.0"));
    seen("c13", "10.99.0.1", "100.64.1.3");
    seen("c13", "10.99.0.3", "100.64.1.3");
    seen("c13", "169.254.1.1", "100.64.1.3");
    seen("c13", "fd99::1", FabricAddress.v6("100.64.1.3"));
  }

  @Test
  void aVirtualAddressLeadsToEveryTaskAndTheCallerIsSeen() throws Exception {
    virtual("c13", VIP, Map.of("c12", "10.1.1.3", "c22", "10.1.1.3", "c32", "10.1.1.3"));
    virtual("c12", VIP, Map.of("c12", "10.1.1.0", "c22", "10.1.1.2", "c32", "10.1.1.2"));
    virtual("c13", VIP6, Map.of("c12", "fd01::1:3", "c22", "fd01::1:3", "c32", "fd01::1:3"));
    virtual("c12", VIP6, Map.of("c12", "fd01::1:0", "c22", "fd01::1:2", "c32", "fd01::1:2"));
  }

  @Test
  void aContainerThatReachesItselfByItsPublishedPortSeesItsNode() throws Exception {
    String other = "100.64.1.2";
    for (Transport transport : Transport.values()) {
      Map<String, String> callers = Map.of("c12", "100.64.1.0", "c22", other, "c32", other);
      assertThat(answers("c12", "10.99.0.1", PUBLISHED, transport)).isEqualTo(answers(callers));
    }
  }

  @Test
  void aTaskThatDrainsKeepsItsConnectionsAndGetsNoNewOnes() throws Exception {
    InetSocketAddress published = new InetSocketAddress("10.99.0.3", PUBLISHED);
    Backend second = Objects.requireNonNull(tasks.get(2));
    try (Echo.Call held = callOf("c22", published)) {
      mesh.hear(draining(second));
      for (int i = 0; i < ATTEMPTS / 2; i++) {
        assertThat(Echo.ask(mesh.in("client"), published, Transport.TCP)).doesNotStartWith("c22");
        assertThat(Echo.ask(mesh.in("c13"), new InetSocketAddress(VIP, Echo.PORT), Transport.TCP))
            .doesNotStartWith("c22");
      }
      assertThat(held.ask()).isEqualTo("c22 sees 10.99.0.100");
      mesh.forget(second);
      assertThat(ends(held)).as("a task that is gone has no connections").isTrue();
    }
  }

  @Test
  void oneCallersPortMayBeUsedThroughSeveralNodesAtOnce() throws Exception {
    mesh.forget(Objects.requireNonNull(tasks.get(1)));
    mesh.forget(Objects.requireNonNull(tasks.get(2)));
    List<InetSocketAddress> nodes = new ArrayList<>();
    Map<String, String> answers = new TreeMap<>();
    for (int node = 1; node <= Mesh.NODES; node++) {
      nodes.add(new InetSocketAddress("10.99.0." + node, PUBLISHED));
      answers.put("10.99.0." + node, "c32 sees 10.99.0.100");
    }

    assertThat(Echo.askAll(mesh.in("client"), nodes)).isEqualTo(answers);
    try (Echo.Call first = new Echo.Call(mesh.in("client"), 40_000, nodes.get(0));
        Echo.Call second = new Echo.Call(mesh.in("client"), 40_000, nodes.get(1));
        Echo.Call third = new Echo.Call(mesh.in("client"), 40_000, nodes.get(2))) {
      for (Echo.Call each : List.of(first, second, third, first)) {
        assertThat(each.ask()).isEqualTo("c32 sees 10.99.0.100");
      }
      mesh.forget(Objects.requireNonNull(tasks.get(3)));
      for (Echo.Call each : List.of(first, second, third)) {
        assertThat(ends(each)).as("a task that is gone has no connections").isTrue();
      }
    }
  }

  @Test
  void withoutATaskCallersAreRefusedAtOnce() throws Exception {
    for (Backend each : tasks.values()) {
      mesh.forget(each);
    }
    for (Transport transport : Transport.values()) {
      for (String node : List.of("10.99.0.1", "fd99::2")) {
        assertThat(Echo.ask(mesh.in("client"), new InetSocketAddress(node, PUBLISHED), transport))
            .isIn("ConnectException", "PortUnreachableException");
      }
      assertThat(Echo.ask(mesh.in("c13"), new InetSocketAddress(VIP, Echo.PORT), transport))
          .isIn("ConnectException", "PortUnreachableException");
    }
  }

  private Echo.Call callOf(String server, InetSocketAddress at) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Echo.Call call = new Echo.Call(mesh.in("client"), at);
      if (call.ask().startsWith(server)) {
        return call;
      }
      call.close();
    }
    throw new IllegalStateException(server + " never answers");
  }

  /** Whether a connection ends while it is used: it is cut soon after the rules have changed. */
  private static boolean ends(Echo.Call call) {
    for (int i = 0; i < ASKED_MAX; i++) {
      try {
        call.ask();
      } catch (IOException _) {
        return true;
      }
    }
    return false;
  }

  private static Backend draining(Backend task) {
    return new Backend(
        task.taskId(),
        task.serviceId(),
        task.nodeId(),
        task.slot(),
        task.name(),
        true,
        task.networks());
  }

  /** Every task, wherever it is, sees the same caller. */
  private void seen(String from, String address, String caller) throws IOException {
    for (Transport transport : Transport.values()) {
      assertThat(answers(from, address, PUBLISHED, transport))
          .as("%s to %s, %s", from, address, transport)
          .isEqualTo(answers(Map.of("c12", caller, "c22", caller, "c32", caller)));
    }
  }

  private void virtual(String from, String vip, Map<String, String> callers) throws IOException {
    for (Transport transport : Transport.values()) {
      assertThat(answers(from, vip, Echo.PORT, transport))
          .as("%s to %s, %s", from, vip, transport)
          .isEqualTo(answers(callers));
    }
  }

  private static Set<String> answers(Map<String, String> callers) {
    Map<String, String> spelled = new HashMap<>(callers);
    spelled.replaceAll((_, caller) -> InetAddress.ofLiteral(caller).getHostAddress());
    Set<String> answers = new HashSet<>();
    spelled.forEach((server, caller) -> answers.add(server + " sees " + caller));
    return answers;
  }

  /** What different answers there are; asks until each of the three tasks has answered. */
  private Set<String> answers(String from, String address, int port, Transport transport)
      throws IOException {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < ATTEMPTS && answers.size() < Mesh.NODES; i++) {
      String answer = Echo.ask(mesh.in(from), new InetSocketAddress(address, port), transport);
      answers.add(answer);
      if (!answer.contains("sees")) {
        return answers; // no need to wait for more time-outs
      }
    }
    return answers;
  }
}
