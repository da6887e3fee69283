package io.jswarm.lab.scale;

import io.jswarm.lab.fleet.FleetCounts;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One size of cluster, from its first node to the loss of its leader. Closing it removes the hosts.
 */
final class Trial implements AutoCloseable {
  /** Must be nothing. */
  static final String WRONGLY_REPLACED = "leader loss: tasks wrongly replaced";

  /** Must be nothing. */
  static final String WRONGLY_DOWN = "leader loss: nodes down beside the lost one";

  /** So many nodes are held by one process. */
  private static final int NODES_PER_FLEET = 2_500;

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LIMIT_BASE = Duration.ofMinutes(3);
  private static final Duration LIMIT_PER_NODE = Duration.ofMillis(600);
  private static final String SERVICE = "scale";
  private static final double MEGABYTE = 1 << 20;

  private final ScaleOptions options;
  private final int nodes;
  private final int tasks;
  private final Figures figures;
  private final Lab lab;
  private final Managers managers;
  private final List<FleetProcess> fleets = new ArrayList<>();

  private Trial(ScaleOptions options, int nodes, Figures figures, Lab lab, Managers managers) {
    this.options = options;
    this.nodes = nodes;
    this.tasks = nodes * options.tasksPerNode();
    this.figures = figures;
    this.lab = lab;
    this.managers = managers;
  }

  /**
   * Makes the hosts and the cluster of managers.
   *
   * @param name of the lab
   */
  static Trial begin(String name, ScaleOptions options, int nodes, Figures figures)
      throws InterruptedException {
    LabOptions hosts =
        LabOptions.of(options.top(), name)
            .withDaemonFlags("--engine sim --election-timeout " + options.electionTimeout());
    Lab lab = Lab.up(hosts, Managers.hosts());
    try {
      return new Trial(options, nodes, figures, lab, Managers.of(lab));
    } catch (IOException e) {
      lab.close();
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  /** Goes through all phases; a phase that does not come to its end throws. */
  void run() throws IOException, InterruptedException {
    System.out.printf("== %d nodes, %d tasks%n", nodes, tasks);
    join();
    rest("idle without tasks");
    deploy();
    askTheApi();
    rest("idle with tasks");
    loseTheLeader();
  }

  private void join() throws IOException, InterruptedException {
    Span span = new Span(managers, this::counts, fleets);
    String token = managers.workerToken();
    Path errors = options.top().resolve("lab/target/fleet.log");
    Files.createDirectories(errors.getParent());
    for (int first = 1; first <= nodes; first += NODES_PER_FLEET) {
      int size = Math.min(NODES_PER_FLEET, nodes - first + 1);
      var order =
          new FleetProcess.Order(
              size,
              first,
              token,
              managers.addresses(),
              options.joins(),
              managers.fleetProcessors());
      fleets.add(FleetProcess.start(managers.fleetHost(), order, errors));
    }
    await("every node has joined and has a session", all -> all.sessions() == nodes);
    awaitReady();
    span.end("joins", figures);
    figures.put("joins: per second", nodes / span.seconds());
    figures.put("joins: sessions begun per node", (double) counts().sessionsBegun() / nodes);
    figures.putLoad("joins");
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit().toNanos();
    while (countNodes("ready") < nodes) {
      giveUpAfter(deadline, "every node is ready");
    }
  }

  private long countNodes(String state) throws IOException {
    return managers
        .ask(Call.get("/nodes"))
        .json()
        .valueStream()
        .filter(node -> node.path("Status").path("State").asString("").equals(state))
        .count();
  }

  private void deploy() throws IOException, InterruptedException {
    Span span = new Span(managers, this::counts, fleets);
    JsonNode created = create(SERVICE, tasks);
    figures.put("deploy: create answered, s", span.seconds());
    await("every container runs", all -> all.running() >= tasks);
    figures.put("deploy: all containers run, s", span.seconds());
    awaitRunning(SERVICE, tasks);
    span.end("deploy", figures);
    figures.put("deploy: tasks per second", tasks / span.seconds());
    figures.put("deploy: messages per task", span.messages() / tasks);
    figures.put("deploy: bytes per task", span.bytes() / tasks);
    double[] kept = managers.logAndSnapshot(managers.leader());
    figures.put("deploy: log on disk, MB", kept[0]);
    figures.put("deploy: newest snapshot on disk, MB", kept[1]);
    figures.put("deploy: rounds", rounds(created.path("ID").asString("")));
    figures.put("deploy: tasks replaced", (double) (tasksMade() - tasks));
    figures.putLoad("deploy");
  }

  /** Rounds between the making of the service and now: every round counts one. */
  private double rounds(String serviceId) throws IOException {
    JsonNode service = managers.ask(Call.get("/services/" + serviceId)).json();
    String marker = SERVICE + "-marker";
    String id = create(marker, 0).path("ID").asString("");
    JsonNode last = managers.ask(Call.get("/services/" + id)).json();
    managers.ask(Call.delete("/services/" + id));
    return version(last) - version(service);
  }

  private static double version(JsonNode object) {
    return object.path("Version").path("Index").asDouble(0);
  }

  private JsonNode create(String name, int replicas) throws IOException {
    String body =
        """
        {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
         "TaskTemplate": {"ContainerSpec": {"Image": "sim"},
           "Placement": {"Constraints": ["node.role==worker"]}}}
        """
            .formatted(name, replicas);
    return managers.ask(Call.post("/services/create", body)).json();
  }

  private void awaitRunning(String service, int wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit().toNanos();
    while (running(service) < wanted) {
      giveUpAfter(deadline, wanted + " tasks of " + service + " run");
    }
  }

  private long running(String service) throws IOException {
    String path = "/services?status=true&" + Call.filter("name", service);
    JsonNode found = managers.ask(Call.get(path)).json();
    return found.path(0).path("ServiceStatus").path("RunningTasks").asLong(0);
  }

  private void askTheApi() throws IOException {
    for (String path : List.of("/services?status=true", "/nodes", "/tasks")) {
      long began = System.nanoTime();
      Reply reply = managers.ask(Call.get(path));
      double millis = (System.nanoTime() - began) / 1e6;
      String name = "api: GET " + path;
      figures.put(name + ", ms", millis);
      figures.put(name + ", MB", reply.text().length() / MEGABYTE);
    }
    double largest =
        managers.uses().values().stream().mapToDouble(ProcessUse::rssMegabytes).max().orElse(0);
    figures.put("api: largest manager RSS afterwards, MB", largest);
  }

  private void rest(String phase) throws IOException, InterruptedException {
    Span span = new Span(managers, this::counts, fleets);
    TimeUnit.SECONDS.sleep(options.restSeconds());
    span.end(phase, figures);
    figures.put(phase + ": messages per second", span.messages() / span.seconds());
    figures.putLoad(phase);
  }

  private void loseTheLeader() throws IOException, InterruptedException {
    long begunBefore = counts().sessionsBegun();
    long madeBefore = tasksMade();
    int lost = managers.leader();
    managers.powerOff(lost);
    Span span = new Span(managers, this::counts, fleets);
    createWhenPossible();
    figures.put("leader loss: a create works, s", span.seconds());
    await("every node has a session again", all -> all.sessions() == nodes);
    figures.put("leader loss: all sessions are back, s", span.seconds());
    // wrong verdicts over nodes would show now
    TimeUnit.SECONDS.sleep(options.restSeconds());
    awaitRunning(SERVICE, tasks);
    figures.put("leader loss: all tasks run, s", span.seconds());
    span.end("leader loss", figures);
    figures.put(
        "leader loss: sessions begun per node",
        (double) (counts().sessionsBegun() - begunBefore) / nodes);
    figures.put(WRONGLY_REPLACED, (double) (tasksMade() - madeBefore));
    figures.put(WRONGLY_DOWN, countNodes("down") - 1.0);
    figures.putLoad("leader loss");
  }

  private long tasksMade() throws IOException, InterruptedException {
    String all = managers.ask(Call.get("/tasks?" + Call.filter("service", SERVICE))).text();
    return all.split("\"ServiceID\":", -1).length - 1L;
  }

  private void createWhenPossible() throws InterruptedException {
    long deadline = System.nanoTime() + limit().toNanos();
    for (int tried = 0; ; tried++) {
      try {
        create("after-" + tried, 0);
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("no create works: " + e.getMessage(), e);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    }
  }

  private void await(String what, Predicate<FleetCounts> condition) throws InterruptedException {
    long deadline = System.nanoTime() + limit().toNanos();
    while (!condition.test(counts())) {
      giveUpAfter(deadline, what + " (now " + counts() + ")");
    }
  }

  private static void giveUpAfter(long deadline, String what) throws InterruptedException {
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException("given up waiting until " + what);
    }
    TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
  }

  private Duration limit() {
    return LIMIT_BASE.plus(LIMIT_PER_NODE.multipliedBy(nodes));
  }

  private FleetCounts counts() {
    return fleets.stream().map(FleetProcess::counts).reduce(FleetCounts.NONE, FleetCounts::plus);
  }

  @Override
  public void close() throws IOException {
    for (FleetProcess fleet : fleets) {
      fleet.close();
    }
    lab.close();
  }
}
