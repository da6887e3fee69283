package io.jswarm.lab.e2e;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A cluster as one of its managers shows it. */
public final class ClusterView {
  private static final Duration POLL = Duration.ofMillis(50);
  private final Lab lab;
  private final EngineApi api;

  public ClusterView(Lab lab, LabHost manager) {
    this.lab = lab;
    this.api = new EngineApi(manager);
  }

  /**
   * Waits until the condition holds, polling; fails with the description after the limit. Whatever
   * the condition throws, failed assertions too, only means that it does not hold yet.
   */
  public static void within(Duration limit, String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .ignoreExceptions()
        .until(condition);
  }

  public EngineApi api() {
    return api;
  }

  /** Creates a service of busybox tasks that run until they are told to stop; gives its id. */
  public String createSleepers(String name, int replicas) throws IOException {
    return api.post("/services/create", sleepers(name, replicas)).orThrow().path("ID").asString();
  }

  public static String sleepers(String name, int replicas) {
    return """
    {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
     "TaskTemplate": {"ContainerSpec": {"Image": "busybox:latest",
       "Command": ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1000 & wait; done"]}}}
    """
        .formatted(name, replicas);
  }

  List<JsonNode> nodes() throws IOException {
    return list(api.get("/nodes").orThrow());
  }

  /** The tasks of a service that run and are meant to. */
  public List<JsonNode> running(String service) throws IOException {
    return list(api.get("/tasks?" + EngineApi.filter("service", service)).orThrow()).stream()
        .filter(task -> task.path("DesiredState").asString("").equals("running"))
        .filter(task -> task.path("Status").path("State").asString("").equals("running"))
        .toList();
  }

  public void awaitRunning(String service, int replicas) {
    within(
        Duration.ofSeconds(30),
        replicas + " tasks of " + service + " run",
        () -> running(service).size() == replicas);
  }

  public void awaitReady(int nodes) {
    within(
        Duration.ofSeconds(60),
        nodes + " nodes are ready",
        () -> nodes().stream().filter(node -> state(node).equals("ready")).count() == nodes);
  }

  static String state(JsonNode node) {
    return node.path("Status").path("State").asString("");
  }

  public static String containerOf(JsonNode task) {
    return task.path("Status").path("ContainerStatus").path("ContainerID").asString("");
  }

  public LabHost hostOf(JsonNode task) throws IOException {
    return host(task.path("NodeID").asString(""));
  }

  /** The leader's host, by what this manager believes. */
  public LabHost leader() throws IOException {
    JsonNode leader =
        nodes().stream()
            .filter(node -> node.path("ManagerStatus").path("Leader").asBoolean(false))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no node is shown as the leader"));
    return host(leader.path("ID").asString(""));
  }

  private LabHost host(String nodeId) throws IOException {
    String hostname =
        api.get("/nodes/" + nodeId).orThrow().path("Description").path("Hostname").asString("");
    return lab.hosts().stream()
        .filter(host -> host.hostname().equals(hostname))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no host is called " + hostname));
  }

  /** Ids of the containers that run on a host, by its own daemon. */
  public static List<String> containers(LabHost host) throws IOException {
    return list(new EngineApi(host).get("/containers/json").orThrow()).stream()
        .map(container -> container.path("Id").asString(""))
        .sorted()
        .toList();
  }

  /** Ids of the containers that run on any of the hosts. */
  public static List<String> containers(List<LabHost> hosts) throws IOException {
    List<String> all = new ArrayList<>();
    for (LabHost host : hosts) {
      all.addAll(containers(host));
    }
    return all;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
