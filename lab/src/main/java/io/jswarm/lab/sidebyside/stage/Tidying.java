package io.jswarm.lab.sidebyside.stage;

import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The way back to an empty cluster of one manager and two workers, all of them active. */
public final class Tidying {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration EVERY = Duration.ofMillis(200);

  /** After so many, what has ended and is still there is taken for left over. */
  private static final int PATIENT_LOOKS = 15;

  private final Stage stage;
  private int looks;
  private String left = "nothing was looked at";

  private Tidying(Stage stage) {
    this.stage = stage;
  }

  /**
   * Takes everything away that a scenario left.
   *
   * @throws IllegalStateException when something is still there after a minute and a half
   */
  public static void of(Stage stage) throws InterruptedException {
    var tidying = new Tidying(stage);
    if (Watch.start().until(LIMIT, EVERY, tidying::isTidy).isEmpty()) {
      throw new IllegalStateException(
          "the cluster of " + stage.contender().title() + " was not tidy again: " + tidying.left);
    }
  }

  /** One try at everything; what is in use yet is tried again with the next look. */
  private boolean isTidy() throws IOException {
    left = "it did not answer";
    StringBuilder found = new StringBuilder();
    removeAll("/services", "", found);
    straighten(found);
    boolean patient = ++looks < PATIENT_LOOKS;
    for (int host = 1; host <= Stage.HOSTS; host++) {
      clearContainers(host, patient, found);
    }
    for (JsonNode task : stage.list(1, "/tasks")) {
      String state = task.path("Status").path("State").asString("");
      found.append(patient || !TaskView.isEnd(state) ? "a task is " + state + "; " : "");
    }
    if (found.isEmpty()) {
      removeAll("/secrets", "", found);
      removeAll("/configs", "", found);
      removeAll("/networks", "swarm", found);
      removeVolumes(found);
    }
    left = found.toString();
    return found.isEmpty();
  }

  private void removeAll(String path, String scope, StringBuilder found) throws IOException {
    for (JsonNode each : stage.list(1, path)) {
      boolean kept = each.path("Ingress").asBoolean(false);
      if (!kept && each.path("Scope").asString("").equals(scope)) {
        String id = each.has("ID") ? each.path("ID").asString("") : each.path("Id").asString("");
        Reply reply = stage.ask(Call.delete(path + "/" + id));
        found.append(path).append(' ').append(id).append(": ").append(reply.text()).append("; ");
      }
    }
  }

  /** Docker leaves the containers of jobs behind, and with them their volumes. */
  private void clearContainers(int host, boolean patient, StringBuilder found) throws IOException {
    for (JsonNode container : stage.list(host, "/containers/json?all=1")) {
      found.append("a container on host ").append(host).append("; ");
      if (!patient && container.path("State").asString("").equals("exited")) {
        stage.ask(host, Call.delete("/containers/" + container.path("Id").asString("")));
      }
    }
  }

  private void removeVolumes(StringBuilder found) throws IOException {
    for (int host = 1; host <= Stage.HOSTS; host++) {
      for (JsonNode volume : stage.ask(host, Call.get("/volumes")).json().path("Volumes")) {
        String name = volume.path("Name").asString("");
        Reply reply = stage.ask(host, Call.delete("/volumes/" + name));
        found.append("volume ").append(name).append(": ").append(reply.text()).append("; ");
      }
    }
  }

  private void straighten(StringBuilder found) throws IOException {
    List<JsonNode> nodes = stage.nodes();
    if (nodes.size() != Stage.HOSTS) {
      found.append(nodes.size()).append(" nodes; ");
    }
    for (JsonNode node : nodes) {
      String hostname = node.path("Description").path("Hostname").asString("");
      boolean manages = hostname.equals(stage.host(1).hostname());
      String role = manages ? "manager" : "worker";
      JsonNode spec = node.path("Spec");
      boolean straight =
          spec.path("Role").asString("").equals(role)
              && spec.path("Availability").asString("").equals("active")
              && spec.path("Labels").isEmpty();
      boolean ready =
          node.path("Status").path("State").asString("").equals("ready")
              && node.has("ManagerStatus") == manages;
      if (!straight && spec instanceof ObjectNode changed) {
        straighten(node, changed, role);
      }
      found.append(straight && ready ? "" : "node " + hostname + " is " + node + "; ");
    }
  }

  private void straighten(JsonNode node, ObjectNode spec, String role) throws IOException {
    spec.put("Role", role).put("Availability", "active").putObject("Labels");
    long version = node.path("Version").path("Index").asLong();
    String id = node.path("ID").asString("");
    // Refused while the node changes otherwise; the next look tries again.
    stage.ask(Call.post("/nodes/" + id + "/update?version=" + version, spec.toString()));
  }
}
