package io.jswarm.lab.bench.cluster;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Hosts 1 to 3 are its managers, 4 and 5 its workers. */
public final class Cluster {
  public static final int MANAGERS = 3;
  public static final int WORKERS = 2;
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Duration REMOVAL_LIMIT = Duration.ofMinutes(2);
  private static final Duration REMOVAL_POLL = Duration.ofMillis(50);
  private final Lab lab;

  public Cluster(Lab lab) {
    this.lab = lab;
  }

  public Lab lab() {
    return lab;
  }

  public List<LabHost> hosts() {
    return lab.hosts();
  }

  public List<LabHost> managers() {
    return lab.hosts().subList(0, MANAGERS);
  }

  /** The worker that is hit in the given round: the two take turns. */
  public LabHost worker(int round) {
    return lab.host(MANAGERS + WORKERS - round % WORKERS);
  }

  /** A manager that is not this one; the others take turns. */
  public LabHost managerBut(LabHost excluded, int round) {
    List<LabHost> others =
        managers().stream().filter(host -> host.index() != excluded.index()).toList();
    return others.get(round % others.size());
  }

  public static Engine engine(LabHost host) {
    return new Engine(host.socket());
  }

  /**
   * The answer to a call that has to succeed.
   *
   * @throws RefusedException when it does not
   */
  public static JsonNode ask(LabHost via, Call call) throws IOException {
    Reply reply = engine(via).ask(call);
    if (!reply.succeeded()) {
      throw new RefusedException(call, reply);
    }
    return reply.json();
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  public static List<JsonNode> nodes(LabHost via) throws IOException {
    Call call = Call.get("/nodes");
    Reply reply = engine(via).ask(call, QUICK);
    if (!reply.succeeded()) {
      throw new RefusedException(call, reply);
    }
    return list(reply.json());
  }

  /** The newest node that calls itself as this host does. */
  public static Optional<JsonNode> node(LabHost via, LabHost host) throws IOException {
    return nodes(via).stream()
        .filter(node -> hostname(node).equals(host.hostname()))
        .reduce((one, other) -> createdAt(one).compareTo(createdAt(other)) > 0 ? one : other);
  }

  private static String createdAt(JsonNode node) {
    return node.path("CreatedAt").asString("");
  }

  public static String hostname(JsonNode node) {
    return node.path("Description").path("Hostname").asString("");
  }

  public static String state(JsonNode object) {
    return object.path("Status").path("State").asString("");
  }

  /** The host that leads, as the first manager says that knows. */
  public LabHost leader() throws IOException {
    IOException last = new IOException("no manager answers");
    for (LabHost manager : managers()) {
      try {
        for (JsonNode node : nodes(manager)) {
          if (leads(node)) {
            return host(hostname(node));
          }
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  public static boolean leads(JsonNode node) {
    return node.path("ManagerStatus").path("Leader").asBoolean(false);
  }

  private LabHost host(String hostname) {
    return hosts().stream()
        .filter(host -> host.hostname().equals(hostname))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no host is called " + hostname));
  }

  /** The host that runs a task. */
  public LabHost hostOf(LabHost via, JsonNode task) throws IOException {
    return host(hostname(ask(via, Call.get("/nodes/" + task.path("NodeID").asString("")))));
  }

  /** Every manager sees five ready nodes and three reachable managers, one of them leading. */
  public boolean isSettled() throws IOException {
    for (LabHost manager : managers()) {
      List<JsonNode> nodes = nodes(manager);
      long ready = nodes.stream().filter(node -> state(node).equals("ready")).count();
      long reachable = nodes.stream().filter(Cluster::isReachable).count();
      if (nodes.size() != MANAGERS + WORKERS
          || ready != nodes.size()
          || reachable != MANAGERS
          || nodes.stream().noneMatch(Cluster::leads)) {
        return false;
      }
    }
    return true;
  }

  public static boolean isReachable(JsonNode node) {
    return node.path("ManagerStatus").path("Reachability").asString("").equals("reachable");
  }

  /** Waits until the cluster is settled, and a moment more. */
  public void settle() throws InterruptedException {
    OptionalDouble after =
        Watch.start().until(Duration.ofSeconds(90), Duration.ofMillis(250), this::isSettled);
    if (after.isEmpty()) {
      throw new IllegalStateException("the cluster did not settle within 90 s");
    }
    Watch.pause(Duration.ofSeconds(1));
  }

  /** How many containers there are on all hosts, stopped ones too. */
  public int containers() throws IOException {
    return containers(hosts());
  }

  public int containersOnWorkers() throws IOException {
    return containers(hosts().subList(MANAGERS, MANAGERS + WORKERS));
  }

  private static int containers(List<LabHost> hosts) throws IOException {
    int count = 0;
    for (LabHost host : hosts) {
      count += ask(host, Call.get("/containers/json?all=1")).size();
    }
    return count;
  }

  /** Removes a service; seconds until no container is left on any host. */
  public OptionalDouble remove(String service) throws IOException, InterruptedException {
    Watch watch = Watch.start();
    ask(leader(), Call.delete("/services/" + service));
    return watch.until(REMOVAL_LIMIT, REMOVAL_POLL, () -> containers() == 0);
  }

  /** Removes what a group that failed may have left. */
  public void clear() throws IOException, InterruptedException {
    LabHost leader = leader();
    for (JsonNode service : ask(leader, Call.get("/services"))) {
      ask(leader, Call.delete("/services/" + service.path("ID").asString("")));
    }
    if (Watch.start()
        .until(REMOVAL_LIMIT, Duration.ofMillis(200), () -> containers() == 0)
        .isEmpty()) {
      throw new IllegalStateException(
          "containers are left on the hosts two minutes after their services");
    }
  }
}
