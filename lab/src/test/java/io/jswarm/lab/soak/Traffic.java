package io.jswarm.lab.soak;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to the cluster: services come, change and go, containers and daemons are killed,
 * hosts lose their power. One thing at a time, drawn from a seed; what it counts is what was really
 * done.
 */
final class Traffic {
  private static final int SERVICES_MAX = 8;
  private static final int REPLICAS_MAX = 6;
  private static final Duration PAUSE_MAX = Duration.ofMillis(1500);

  /** A manager holds on to the last 2,000 rounds; a create is one and a removal another. */
  private static final int FILL_SERVICES = 1_000;

  private static final Duration OUTAGE_MAX = Duration.ofSeconds(5);

  /** Hosts that are never killed: a leak shows only in a process that lives long. */
  static final List<Integer> SPARED = List.of(2, 5);

  private final Lab lab;
  private final Random random;
  private final List<String> services = new ArrayList<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private int created;

  Traffic(Lab lab, long seed) {
    this.lab = lab;
    this.random = new Random(seed);
  }

  /** How often each thing was done. */
  Map<String, Integer> done() {
    return done;
  }

  /**
   * Creates and removes services without tasks until managers have as many rounds in memory as they
   * ever have: what grows after that is not on its way to a bound.
   */
  void fill() throws IOException {
    Engine manager = new Engine(lab.host(SPARED.getFirst()).socket());
    for (int i = 0; i < FILL_SERVICES; i++) {
      String name = "fill" + i;
      count("fill", manager.ask(Call.post("/services/create", spec(name, 0))));
      count("fill", manager.ask(Call.delete("/services/" + name)));
    }
  }

  /** Does something, then waits for a moment. */
  void step() throws IOException, InterruptedException {
    int what = random.nextInt(100);
    if (services.isEmpty() || (what < 22 && services.size() < SERVICES_MAX)) {
      create();
    } else if (what < 42) {
      change(
          "scale",
          spec -> ((ObjectNode) spec.path("Mode").path("Replicated")).put("Replicas", replicas()));
    } else if (what < 58) {
      change(
          "update",
          spec ->
              ((ObjectNode) spec.path("TaskTemplate").path("ContainerSpec"))
                  .putArray("Env")
                  .add("N=" + random.nextInt(1000)));
    } else if (what < 72) {
      remove();
    } else if (what < 92) {
      killContainer();
    } else if (what < 97) {
      killDaemon();
    } else {
      losePower();
    }
    TimeUnit.MILLISECONDS.sleep(random.nextLong(PAUSE_MAX.toMillis()));
  }

  private int replicas() {
    return 1 + random.nextInt(REPLICAS_MAX);
  }

  private void create() throws IOException {
    String name = "s" + ++created;
    Reply reply = ask(Call.post("/services/create", spec(name, replicas())));
    if (reply.succeeded()) {
      services.add(name);
    }
    count("create", reply);
  }

  private static String spec(String name, int replicas) {
    return """
    {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
     "UpdateConfig": {"Parallelism": 2},
     "TaskTemplate": {"ContainerSpec": {"Image": "busybox:latest",
       "Command": ["sh", "-c", "trap 'exit 0' TERM; while :; do echo tick; sleep 2 & wait; done"]}}}
    """
        .formatted(name, replicas);
  }

  private interface Edit {
    void on(JsonNode spec);
  }

  private void change(String what, Edit edit) throws IOException {
    String name = any(services);
    Reply found = ask(Call.get("/services/" + name));
    if (!found.succeeded()) {
      count(what, found);
      return;
    }
    JsonNode service = found.json();
    JsonNode spec = service.path("Spec");
    edit.on(spec);
    long version = service.path("Version").path("Index").asLong();
    count(
        what, ask(Call.post("/services/" + name + "/update?version=" + version, spec.toString())));
  }

  private void remove() throws IOException {
    String name = any(services);
    Reply reply = ask(Call.delete("/services/" + name));
    if (reply.succeeded() || reply.status() == 404) {
      services.remove(name);
    }
    count("rm", reply);
  }

  private void killContainer() throws IOException {
    Engine engine = new Engine(any(lab.hosts()).socket());
    List<String> ids = new ArrayList<>();
    engine
        .ask(Call.get("/containers/json"))
        .json()
        .forEach(container -> ids.add(container.path("Id").asString("")));
    if (!ids.isEmpty()) {
      count("kill container", engine.ask(Call.post("/containers/" + any(ids) + "/kill", "")));
    }
  }

  private void killDaemon() throws InterruptedException {
    LabHost host = victim();
    host.killDaemon();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(OUTAGE_MAX.toMillis()));
    host.startDaemon();
    done.merge("kill daemon", 1, Integer::sum);
  }

  private void losePower() throws InterruptedException {
    LabHost host = victim();
    host.powerOff();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(OUTAGE_MAX.toMillis()));
    host.powerOn();
    done.merge("power loss", 1, Integer::sum);
  }

  private LabHost victim() {
    return any(lab.hosts().stream().filter(host -> !SPARED.contains(host.index())).toList());
  }

  private <T> T any(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }

  /** Asks one of the managers; one that has just been started may still refuse. */
  private Reply ask(Call call) throws IOException {
    return new Engine(lab.host(1 + random.nextInt(3)).socket()).ask(call, Duration.ofSeconds(30));
  }

  private void count(String what, Reply reply) {
    done.merge(reply.succeeded() ? what : what + " refused", 1, Integer::sum);
  }

  /** Removes whatever there is, also what an unknown outcome left. */
  void removeAll() throws IOException {
    services.clear();
    for (JsonNode service : ask(Call.get("/services")).json()) {
      ask(Call.delete("/services/" + service.path("ID").asString("")));
    }
  }
}
