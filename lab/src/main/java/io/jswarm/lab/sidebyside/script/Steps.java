package io.jswarm.lab.sidebyside.script;

import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.sidebyside.stage.Client;
import io.jswarm.lab.sidebyside.stage.Glances;
import io.jswarm.lab.sidebyside.stage.Stage;
import io.jswarm.lab.sidebyside.stage.TaskHistory;
import io.jswarm.lab.sidebyside.stage.TaskView;
import io.jswarm.lab.wire.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The words scenarios are written in. */
public final class Steps {
  /** Longer than Docker takes to notice that a node is gone. */
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(45);

  private Steps() {}

  /** A command typed on the manager. */
  public static Step docker(String line) {
    return new Step.Typed(Client.DEBIAN, 1, new Line(line));
  }

  /** The same with the newer client. */
  public static Step newer(String line) {
    return new Step.Typed(Client.NEWER, 1, new Line(line));
  }

  /** A command typed on any host. */
  public static Step on(int host, String line) {
    return new Step.Typed(Client.DEBIAN, host, new Line(line));
  }

  /** A service that is created without waiting for it, and without asking a registry. */
  public static Step service(String rest) {
    return docker("service create -d --no-resolve-image " + rest);
  }

  /** A service that is changed without waiting for it, and without asking a registry. */
  public static Step update(String rest) {
    return docker("service update -d --no-resolve-image " + rest);
  }

  /** Until so many tasks are meant to run, and all of them do. */
  public static Step running(String service, int count) {
    return awaitTasks(
        count + " tasks of " + service + " run",
        service,
        history -> {
          List<TaskView> wanted =
              history.tasks().stream().filter(task -> task.desired().equals("running")).toList();
          return wanted.size() == count && wanted.stream().allMatch(TaskView::runs);
        });
  }

  /** Until so many tasks or more are in this state, whatever is meant to become of them. */
  public static Step tasks(String service, String state, int count) {
    return new Step.Awaited(
        count + " tasks of " + service + " are " + state,
        USUAL_LIMIT,
        stage -> stage.history(service).in(state) >= count);
  }

  /** Until every task there is of a service has come to its end. */
  public static Step ended(String service) {
    return awaitTasks(
        "all tasks of " + service + " have ended",
        service,
        history ->
            !history.tasks().isEmpty() && history.tasks().stream().allMatch(TaskView::hasEnded));
  }

  /** Until the cluster has no tasks at all. */
  public static Step noTasks(Duration limit) {
    return new Step.Awaited(
        "there are no tasks", limit, stage -> stage.ask(Call.get("/tasks")).json().isEmpty());
  }

  /** Until a task says why it is not what it should be. */
  public static Step error(String service, String part) {
    return awaitTasks(
        "a task of " + service + " says '" + part + "'",
        service,
        history -> history.tasks().stream().anyMatch(task -> task.error().contains(part)));
  }

  /** Until the service has been updated so far. */
  public static Step updated(String service, String state) {
    return new Step.Awaited(
        "the update of " + service + " is " + state,
        USUAL_LIMIT,
        stage ->
            stage
                .service(service)
                .map(found -> found.path("UpdateStatus").path("State").asString("").equals(state))
                .orElse(false));
  }

  /** Until a command says something. */
  public static Step until(String line, String part) {
    return new Step.Awaited(
        "docker " + line + " says '" + part + "'",
        USUAL_LIMIT,
        stage -> {
          Outcome outcome = stage.docker(Client.DEBIAN, 1, new Line(line).words());
          return (outcome.stdout() + outcome.stderr()).contains(part);
        });
  }

  /** Until a host is seen in this state. */
  public static Step node(int host, String state) {
    return new Step.Awaited(
        "host " + host + " is " + state,
        USUAL_LIMIT,
        stage ->
            stage.nodes().stream()
                .filter(node -> isOf(node, stage.host(host)))
                .anyMatch(node -> node.path("Status").path("State").asString("").equals(state)));
  }

  private static boolean isOf(JsonNode node, LabHost host) {
    return node.path("Description").path("Hostname").asString("").equals(host.hostname());
  }

  /** The history of a service's tasks once they rest, how many run, and how its update ended. */
  public static Step outcome(String service) {
    return new Step.Seen("outcome of " + service, stage -> Glances.outcome(stage, service));
  }

  /** Which slots have a task that runs. */
  public static Step slots(String service) {
    return new Step.Seen("slots of " + service, stage -> stage.history(service).runningSlots());
  }

  /** How many tasks run on each host. */
  public static Step hosts(String service) {
    return new Step.Seen("hosts of " + service, stage -> stage.history(service).runningByHost());
  }

  /** A call of the API that no client makes. */
  public static Step seen(String what, Step.Glance glance) {
    return new Step.Seen(what, glance);
  }

  /** SIGKILL to the first process of a service's only task. */
  public static Step killTask(String service) {
    return new Step.Done("kill the task of " + service, stage -> kill(stage, service));
  }

  public static Step powerOff(int host) {
    return new Step.Done("power loss on host " + host, stage -> stage.host(host).powerOff());
  }

  public static Step powerOn(int host) {
    return new Step.Done("power on host " + host, stage -> stage.host(host).powerOn());
  }

  private static void kill(Stage stage, String service) throws IOException, InterruptedException {
    TaskView task =
        stage.history(service).tasks().stream()
            .filter(TaskView::runs)
            .findFirst()
            .orElseThrow(() -> new IOException("no task of " + service + " runs"));
    int index = Integer.parseInt(task.node().substring(task.node().length() - 1));
    String container =
        stage
            .docker(
                Client.DEBIAN,
                index,
                List.of("container", "ls", "-q", "--filter", "name=" + service + "."))
            .orThrow();
    String pid =
        stage
            .docker(
                Client.DEBIAN, index, List.of("inspect", "--format", "{{.State.Pid}}", container))
            .orThrow();
    stage.host(index).exec("kill", "-KILL", pid).orThrow();
  }

  private static Step awaitTasks(String what, String service, Predicate<TaskHistory> isSo) {
    return new Step.Awaited(what, USUAL_LIMIT, stage -> isSo.test(stage.history(service)));
  }
}
