package io.jswarm.lab.disk;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import tools.jackson.databind.JsonNode;

/** The managers of a lab, asked through any of them. */
final class Managers {
  private static final Duration SOON = Duration.ofSeconds(60);
  private final Lab lab;

  Managers(Lab lab) {
    this.lab = lab;
  }

  static void await(String what, Callable<Boolean> condition) {
    soon(what).until(condition);
  }

  static void awaitAsserted(String what, ThrowingRunnable assertion) {
    soon(what).untilAsserted(assertion);
  }

  private static ConditionFactory soon(String what) {
    return Awaitility.await(what)
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions();
  }

  Reply ask(LabHost host, Call call) throws IOException {
    return new Engine(host.socket()).ask(call, Duration.ofSeconds(25));
  }

  /** The host that leads, as another sees it. */
  LabHost leader(LabHost as) throws IOException {
    for (JsonNode node : ask(as, Call.get("/nodes")).json()) {
      if (node.path("ManagerStatus").path("Leader").asBoolean(false)) {
        String name = node.path("Description").path("Hostname").asString("");
        return lab.hosts().stream()
            .filter(host -> host.hostname().equals(name))
            .findFirst()
            .orElseThrow();
      }
    }
    throw new IOException("nobody leads");
  }

  LabHost otherThan(LabHost host) {
    return lab.host(host.index() % 3 + 1);
  }

  /** What the cluster knows to be wrong with a host. */
  String conditionOf(LabHost host, LabHost as) throws IOException {
    for (JsonNode node : ask(as, Call.get("/nodes")).json()) {
      if (node.path("Description").path("Hostname").asString("").equals(host.hostname())) {
        return node.path("Status").path("Message").asString("");
      }
    }
    throw new IOException(host.hostname() + " is no node");
  }

  Reply create(LabHost at, String name, int replicas, int labelBytes) throws IOException {
    return ask(
        at,
        Call.post(
            "/services/create",
            """
            {"Name": "%s", "Labels": {"x": "%s"}, "Mode": {"Replicated": {"Replicas": %d}},
             "TaskTemplate": {"ContainerSpec": {"Image": "busybox:latest",
               "Command": ["sleep", "1000"], "StopGracePeriod": 100000000}}}
            """
                .formatted(name, "a".repeat(labelBytes), replicas)));
  }

  /** Ids of all services, sorted, as one manager has them; nothing when it does not answer. */
  Optional<List<String>> services(LabHost at) throws IOException {
    Reply reply = ask(at, Call.get("/services"));
    return reply.succeeded() ? Optional.of(ids(reply)) : Optional.empty();
  }

  /** The same; of one that does not answer, what it says instead. */
  List<String> servicesOrWhyNot(LabHost at) throws IOException {
    Reply reply = ask(at, Call.get("/services"));
    return reply.succeeded() ? ids(reply) : List.of(reply.status() + " " + reply.message());
  }

  private static List<String> ids(Reply reply) {
    List<String> ids = new ArrayList<>();
    reply.json().forEach(service -> ids.add(service.path("ID").asString("")));
    return ids.stream().sorted().toList();
  }

  /** How many tasks of a service run, and of these how many on one host. */
  long running(String service, LabHost as) throws IOException {
    long count = 0;
    for (JsonNode task : ask(as, Call.get("/tasks?" + Call.filter("service", service))).json()) {
      if (task.path("Status").path("State").asString("").equals("running")) {
        count++;
      }
    }
    return count;
  }

  /** Ids of the containers that run on a host. */
  List<String> containers(LabHost host) throws IOException {
    List<String> ids = new ArrayList<>();
    ask(host, Call.get("/containers/json"))
        .json()
        .forEach(container -> ids.add(container.path("Id").asString("")));
    return ids.stream().sorted().toList();
  }
}
