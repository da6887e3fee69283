package io.jswarm.lab.bench.cluster;

import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services and their tasks, as one manager shows them. */
public record Services(LabHost via) {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Orchestrators write services too: a change that came second is made anew. */
  private static final int UPDATES_MAX = 5;

  public void create(String spec) throws IOException {
    Cluster.ask(via, Call.post("/services/create", spec));
  }

  /** The service object. */
  public JsonNode inspect(String name) throws IOException {
    return Cluster.ask(via, Call.get("/services/" + name));
  }

  /**
   * Reads the service, changes its spec, and writes it back; again when another wrote meanwhile.
   */
  public void update(String name, Consumer<ObjectNode> change) throws IOException {
    update(name, change, Duration.ofSeconds(10));
  }

  public void update(String name, Consumer<ObjectNode> change, Duration limit) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        updateOnce(name, change, limit);
        return;
      } catch (RefusedException e) {
        if (tries == UPDATES_MAX || !e.isOutOfSequence()) {
          throw e;
        }
      }
    }
  }

  private void updateOnce(String name, Consumer<ObjectNode> change, Duration limit)
      throws IOException {
    JsonNode service = inspect(name);
    if (!(service.path("Spec") instanceof ObjectNode spec)) {
      throw new IOException("a service without a spec: " + service);
    }
    change.accept(spec);
    long version = service.path("Version").path("Index").asLong();
    String id = service.path("ID").asString("");
    Call call = Call.post("/services/" + id + "/update?version=" + version, spec.toString());
    Reply reply = Cluster.engine(via).ask(call, limit);
    if (!reply.succeeded()) {
      throw new RefusedException(call, reply);
    }
  }

  /** How many tasks of a service run, as {@code service ls} shows it. */
  public int running(String name) throws IOException {
    for (JsonNode service :
        Cluster.ask(via, Call.get("/services?status=true&" + Call.filter("name", name)))) {
      if (service.path("Spec").path("Name").asString("").equals(name)) {
        return service.path("ServiceStatus").path("RunningTasks").asInt(0);
      }
    }
    return -1;
  }

  public List<JsonNode> tasks(String name) throws IOException {
    return Cluster.list(Cluster.ask(via, Call.get("/tasks?" + Call.filter("service", name))));
  }

  /** Waits until so many run; seconds on the watch then, empty after three minutes. */
  public OptionalDouble await(Watch watch, String name, int replicas, Duration every)
      throws InterruptedException {
    return watch.until(LIMIT, every, () -> running(name) == replicas);
  }

  /** Creates a service and waits until all of it runs, where that is not what is measured. */
  public void deploy(String name, String spec, int replicas)
      throws IOException, InterruptedException {
    create(spec);
    if (await(Watch.start(), name, replicas, Duration.ofMillis(100)).isEmpty()) {
      throw new IllegalStateException(
          "only " + running(name) + " of " + replicas + " tasks of " + name + " run");
    }
  }

  public static boolean runs(JsonNode task) {
    return Cluster.state(task).equals("running");
  }

  public static boolean isMeantToRun(JsonNode task) {
    return task.path("DesiredState").asString("").equals("running");
  }
}
