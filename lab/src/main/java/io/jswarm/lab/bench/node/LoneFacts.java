package io.jswarm.lab.bench.node;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A cluster of two nodes with one overlay. A service {@code web} has its tasks on the second node,
 * a service {@code one} just the first of them; a crowd of further services has tasks that do not
 * exist.
 */
public final class LoneFacts {
  public static final String OVERLAY = "bench0000000overlay000000";

  /** How {@code web} is called: its virtual address, and its port on every node. */
  public static final String WEB_VIP = "172.31.0.1";

  public static final int WEB_PORT = 8080;

  /** The virtual address of {@code one}. */
  public static final String ONE_VIP = "172.31.0.2";

  private static final String CROWD_OVERLAY = "172.17.";
  private static final String CROWD_FABRIC = "100.65.";
  private static final int CROWD_PORTS = 10_000;
  private static final int BYTE = 250;
  private static final int ID_LENGTH = 25;

  private LoneFacts() {}

  static String node(int index) {
    return "node" + index;
  }

  /** The address of a container on the overlay. */
  public static String onOverlay(int node, int container) {
    return "172.16.%d.%d".formatted(node, 10 + container);
  }

  /** The address of a container on the fabric. */
  public static String onFabric(int node, int container) {
    return "100.64.%d.%d".formatted(node, 10 + container);
  }

  /**
   * Both nodes, the networks, {@code web} and {@code one}.
   *
   * @param underlay the nodes' addresses begin with it
   * @param tasks of {@code web}
   */
  static List<NetworkFact> base(String underlay, int tasks) {
    List<NetworkFact> facts = new ArrayList<>();
    facts.add(segment(NetworkFact.FABRIC, 1, "100.64.0.0/10", List.of()));
    facts.add(segment(OVERLAY, 4096, "172.16.0.0/12", List.of("172.31.0.0/16")));
    for (int node = 1; node <= 2; node++) {
      facts.add(new Peer(node(node), "h" + node, underlay + node, ""));
      facts.add(new Block(NetworkFact.FABRIC, "100.64." + node + ".0/24", node(node)));
      facts.add(new Block(OVERLAY, "172.16." + node + ".0/24", node(node)));
    }
    facts.add(new Block(NetworkFact.FABRIC, CROWD_FABRIC + "0.0/16", node(2)));
    facts.add(new Block(OVERLAY, CROWD_OVERLAY + "0.0/16", node(2)));
    facts.add(front("web", WEB_VIP, WEB_PORT));
    facts.add(front("one", ONE_VIP, WEB_PORT + 1));
    for (int i = 0; i < tasks; i++) {
      facts.add(task("web" + i, "web", onOverlay(2, i), onFabric(2, i)));
    }
    facts.add(task("one0", "one", onOverlay(2, 0), onFabric(2, 0)));
    return facts;
  }

  /** So many services more, each with so many tasks, a virtual address and a published port. */
  static List<NetworkFact> crowd(int services, int tasks) {
    List<NetworkFact> facts = new ArrayList<>();
    for (int service = 0; service < services; service++) {
      String vip = "172.31.%d.%d".formatted(1 + service / BYTE, 1 + service % BYTE);
      facts.add(front(id(service), vip, CROWD_PORTS + service));
      for (int task = 0; task < tasks; task++) {
        facts.add(crowdTask(service, task, tasks));
      }
    }
    return facts;
  }

  /** One task of the crowd; one past the last is a task more. */
  static Backend crowdTask(int service, int task, int tasks) {
    int number = service * (tasks + 1) + task;
    String host = "%d.%d".formatted(number / BYTE, 1 + number % BYTE);
    String service25 = id(service);
    return task(id(1_000_000 + number), service25, CROWD_OVERLAY + host, CROWD_FABRIC + host);
  }

  /** As the ids of a cluster are: nothing in common at their beginning. */
  private static String id(int number) {
    Random random = new Random(number);
    StringBuilder id = new StringBuilder();
    while (id.length() < ID_LENGTH) {
      id.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
    }
    return id.toString();
  }

  private static Segment segment(String id, int vni, String subnet, List<String> vips) {
    return new Segment(
        id, id, vni, List.of(subnet), vips, false, false, 0, Defaults.DATA_PATH_PORT);
  }

  private static Front front(String id, String vip, int port) {
    return new Front(
        id,
        id,
        List.of(new Name(OVERLAY, List.of(vip), List.of())),
        List.of(new PortConfig("", "tcp", 80, port, "ingress")));
  }

  private static Backend task(String id, String service, String onOverlay, String onFabric) {
    return new Backend(
        id,
        service,
        node(2),
        1,
        service + "." + id,
        false,
        List.of(
            new Endpoint(OVERLAY, List.of(onOverlay), List.of()),
            new Endpoint(NetworkFact.FABRIC, List.of(onFabric), List.of())));
  }
}
