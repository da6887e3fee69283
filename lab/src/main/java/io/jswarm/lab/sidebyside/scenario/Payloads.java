package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.ended;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.seen;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.update;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.stage.Stage;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Secrets and configs. */
final class Payloads {
  private static final String ONCE = "--name web --restart-condition none ";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "secret-comes-and-goes",
              docker("secret create --label a=1 top file:hidden"),
              docker("secret ls --format '{{.Name}} {{.Driver}} {{.Labels}}'"),
              docker("secret inspect --format '{{json .Spec}}' top"),
              docker("secret inspect --pretty top"),
              docker("secret rm top"),
              docker("secret rm top"),
              docker("secret inspect top")),
          Scenario.of(
              "secret-of-a-taken-name",
              docker("secret create top file:hidden"),
              docker("secret create top file:other")),
          Scenario.of(
              "secrets-that-make-no-sense",
              docker("secret create 'a name' file:hidden"),
              docker("secret create -x file:hidden"),
              docker("secret create .x file:hidden"),
              docker("secret create top file:"),
              docker("secret create top /nothere"),
              docker("secret ls -q")),
          Scenario.of(
              "secret-in-a-container",
              docker("secret create top file:hidden"),
              service(
                  ONCE
                      + "--secret top busybox:latest sh -c 'cat /run/secrets/top; echo; stat -c %a:%u:%g /run/secrets/top'"),
              ended("web"),
              docker("service logs --raw web"),
              docker(
                  "service inspect --format '{{json .Spec.TaskTemplate.ContainerSpec.Secrets}}' web")),
          Scenario.of(
              "secret-with-target-and-owner",
              docker("secret create top file:hidden"),
              service(
                  ONCE
                      + "--secret source=top,target=/etc/pass,uid=1000,gid=1001,mode=0400 busybox:latest"
                      + " sh -c 'cat /etc/pass; echo; stat -c %a:%u:%g /etc/pass'"),
              ended("web"),
              docker("service logs --raw web")),
          Scenario.of(
              "secret-by-a-template",
              docker(
                  "secret create --template-driver golang top 'file:{{.Service.Name}} {{env \"A\"}}'"),
              service(ONCE + "--env A=b --secret top busybox:latest cat /run/secrets/top"),
              ended("web"),
              docker("service logs --raw web")),
          Scenario.of(
              "secret-in-use",
              docker("secret create top file:hidden"),
              service("--name web --replicas 0 --secret top busybox:latest SLEEPER"),
              docker("secret rm top"),
              service("--name other --replicas 0 --secret top busybox:latest SLEEPER"),
              seen(
                  "DELETE of it",
                  stage ->
                      said(stage.ask(Call.delete("/secrets/top")))
                          .replace("other, web", "web, other"))),
          Scenario.of(
              "secret-that-is-not-there",
              service("--name web --secret nope busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "two-secrets-for-one-file",
              docker("secret create one file:1"),
              docker("secret create two file:2"),
              service(
                  "--name web --secret source=one,target=x --secret source=two,target=x busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "secret-data-cannot-change",
              docker("secret create top file:hidden"),
              seen("POST of other data", stage -> posted(stage, "secrets", "b3RoZXI=")),
              seen("POST of labels", stage -> posted(stage, "secrets", ""))),
          Scenario.of(
              "secret-changed-for-another",
              docker("secret create one file:1"),
              docker("secret create two file:2"),
              service("--name web --update-monitor 1s --secret one busybox:latest SLEEPER"),
              running("web", 1),
              update("--secret-rm one --secret-add source=two,target=one web"),
              docker("secret rm one"),
              outcome("web")),
          Scenario.of(
              "config-comes-and-goes",
              docker("config create --label a=1 top file:shown"),
              docker("config ls --format '{{.Name}} {{.Labels}}'"),
              docker("config inspect --format '{{json .Spec}}' top"),
              docker("config inspect --pretty top"),
              docker("config create top file:shown"),
              docker("config rm top"),
              docker("config rm top")),
          Scenario.of(
              "config-in-a-container",
              docker("config create top file:shown"),
              service(
                  ONCE
                      + "--config source=top,target=/etc/two,mode=0440,uid=7 busybox:latest"
                      + " sh -c 'cat /etc/two; echo; stat -c %a:%u:%g /etc/two'"),
              ended("web"),
              docker("service logs --raw web")),
          Scenario.of(
              "config-in-use",
              docker("config create top file:shown"),
              service("--name web --replicas 0 --config top busybox:latest SLEEPER"),
              docker("config rm top")),
          Scenario.of(
              "config-data-cannot-change",
              docker("config create top file:shown"),
              seen("POST of other data", stage -> posted(stage, "configs", "b3RoZXI="))));

  private Payloads() {}

  private static String posted(Stage stage, String kind, String data) throws IOException {
    JsonNode top = stage.ask(Call.get("/" + kind + "/top")).json();
    String spec =
        data.isEmpty()
            ? "{\"Name\":\"top\",\"Labels\":{\"a\":\"1\"}}"
            : "{\"Name\":\"top\",\"Data\":\"" + data + "\"}";
    String path =
        "/%s/%s/update?version=%d"
            .formatted(
                kind, top.path("ID").asString(""), top.path("Version").path("Index").asLong());
    return said(stage.ask(Call.post(path, spec)));
  }

  private static String said(Reply reply) {
    return reply.status() + " " + reply.message();
  }
}
