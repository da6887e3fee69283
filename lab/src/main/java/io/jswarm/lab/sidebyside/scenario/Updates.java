package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.newer;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.seen;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.slots;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import io.jswarm.lab.sidebyside.stage.Stage;
import io.jswarm.lab.wire.Call;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Roll-outs that succeed, and changes that roll nothing out. */
final class Updates {
  private static final Step WEB =
      service("--name web --replicas 2 --update-monitor 1s busybox:latest SLEEPER");

  static final List<Scenario> ALL =
      List.of(
          changed("update-image", "--image busybox:two"),
          changed("update-start-first", "--image busybox:two --update-order start-first"),
          changed("update-all-at-once", "--image busybox:two --update-parallelism 0"),
          changed("update-with-a-delay", "--image busybox:two --update-delay 1s"),
          changed("update-forced", "--force"),
          changed("update-environment", "--env-add A=1 --env-add B=2"),
          changed("update-of-container-labels", "--container-label-add a=1"),
          kept("update-of-labels-only", "--label-add a=1"),
          kept("update-of-placement-only", "--constraint-add node.platform.os==linux"),
          kept("update-of-the-way-of-updates-only", "--update-parallelism 2"),
          kept("update-of-the-restart-policy-only", "--restart-condition on-failure"),
          kept("update-of-nothing", ""),
          Scenario.of(
              "update-of-replicas-only",
              WEB,
              running("web", 2),
              update("--replicas 3 web"),
              running("web", 3),
              slots("web"),
              outcome("web")),
          Scenario.of(
              "update-of-replicas-and-image",
              WEB,
              running("web", 2),
              update("--replicas 3 --image busybox:two web"),
              updated("web", "completed"),
              running("web", 3),
              outcome("web")),
          Scenario.of(
              "update-waits",
              WEB,
              running("web", 2),
              docker("service update --detach=false --no-resolve-image --image busybox:two web"),
              outcome("web")),
          Scenario.of(
              "update-by-newer-client",
              WEB,
              running("web", 2),
              newer("service update --detach=false --no-resolve-image --image busybox:two web"),
              newer(
                  "service inspect --format '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "update-adds-and-removes",
              service(
                  "--name web --replicas 0 --env A=1 --label x=1 --host db:10.9.8.7 --constraint node.role==worker"
                      + " --mount type=tmpfs,target=/t busybox:latest SLEEPER"),
              update(
                  "--env-rm A --env-add C=3 --label-rm x --label-add y=2 --host-rm db:10.9.8.7 --constraint-rm node.role==worker"
                      + " --mount-rm /t --user nobody --workdir /tmp --args 'true' web"),
              docker(
                  "service inspect --format '{{json .Spec.Labels}} {{json .Spec.TaskTemplate}}' web")),
          Scenario.of(
              "update-removes-what-is-not-there",
              WEB,
              update("--env-rm NOPE web"),
              update("--label-rm nope web"),
              update("--mount-rm /nope web"),
              update("--publish-rm 81 web"),
              update("--secret-rm nope web"),
              update("--constraint-rm node.role==worker web"),
              update("--network-rm nope web")),
          Scenario.of(
              "mode-cannot-be-changed",
              WEB,
              seen(
                  "POST of another mode",
                  stage -> posted(stage, spec -> spec.putObject("Mode").putObject("Global")))),
          Scenario.of(
              "services-cannot-be-renamed",
              WEB,
              seen(
                  "POST of another name",
                  stage -> posted(stage, spec -> spec.put("Name", "other")))),
          Scenario.of(
              "an-old-version-is-refused",
              WEB,
              seen(
                  "POST of version 1",
                  stage ->
                      stage
                          .ask(Call.post("/services/web/update?version=1", "{\"Name\":\"web\"}"))
                          .message())),
          Scenario.of(
              "update-that-is-overtaken",
              service(
                  "--name web --replicas 3 --update-monitor 1s --update-delay 20s busybox:latest SLEEPER"),
              running("web", 3),
              update("--image busybox:two web"),
              update("--image busybox:latest --update-delay 0s web"),
              updated("web", "completed"),
              running("web", 3),
              seen("images", Updates::images)));

  private Updates() {}

  /** Everything of the service runs anew. */
  private static Scenario changed(String name, String how) {
    return Scenario.of(
        name,
        WEB,
        running("web", 2),
        update(how + " web"),
        updated("web", "completed"),
        running("web", 2),
        outcome("web"));
  }

  /** Nothing may be restarted by it. */
  private static Scenario kept(String name, String how) {
    return Scenario.of(
        name, WEB, running("web", 2), update((how + " web").strip()), outcome("web"));
  }

  private static String posted(Stage stage, Consumer<ObjectNode> change) throws IOException {
    JsonNode service = stage.service("web").orElseThrow(() -> new IOException("no service web"));
    if (!(service.path("Spec") instanceof ObjectNode spec)) {
      throw new IOException("a service without a spec: " + service);
    }
    change.accept(spec);
    long version = service.path("Version").path("Index").asLong();
    var reply = stage.ask(Call.post("/services/web/update?version=" + version, spec.toString()));
    return reply.status() + " " + reply.message();
  }

  private static String images(Stage stage) throws IOException {
    return stage.history("web").tasks().stream()
        .filter(task -> task.runs())
        .map(task -> task.image())
        .sorted()
        .toList()
        .toString();
  }
}
