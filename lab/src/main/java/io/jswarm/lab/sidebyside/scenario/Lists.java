package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.newer;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.List;

/** Lists, filters, formats and inspections. */
final class Lists {
  private static final String NAMES = "--format '{{.Name}}'";

  private static final Step FULL =
      service(
          "--name full --replicas 2 --label a=1 --container-label b=2 --env C=3 --env D --hostname h --user nobody --workdir /tmp"
              + " --group 5 --stop-grace-period 3s --stop-signal INT --read-only --init --tty"
              + " --limit-cpu 0.5 --limit-memory 64m --limit-pids 50 --reserve-cpu 0.1 --reserve-memory 16m"
              + " --constraint node.role==worker --placement-pref spread=node.labels.zone --replicas-max-per-node 2"
              + " --restart-condition on-failure --restart-delay 1s --restart-max-attempts 3 --restart-window 10s"
              + " --update-parallelism 2 --update-delay 1s --update-monitor 2s --update-failure-action continue"
              + " --update-max-failure-ratio 0.25 --update-order start-first"
              + " --rollback-parallelism 3 --rollback-delay 2s --rollback-monitor 3s --rollback-failure-action continue"
              + " --rollback-max-failure-ratio 0.5 --rollback-order start-first"
              + " --health-cmd true --health-interval 10s --health-timeout 2s --health-retries 4 --health-start-period 5s"
              + " --host db:10.9.8.7 --dns 10.9.8.8 --dns-search example.org --dns-option ndots:2"
              + " --cap-add NET_ADMIN --cap-drop CHOWN --sysctl net.core.somaxconn=128 --ulimit nofile=100:200"
              + " --log-driver json-file --log-opt max-size=1m --endpoint-mode vip --publish 8080:80"
              + " --mount type=volume,source=v,target=/v --mount type=tmpfs,target=/t,tmpfs-size=1048576"
              + " busybox:latest SLEEPER");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "services-filtered",
              service("--name one --label a=1 --label b busybox:latest SLEEPER"),
              service("--name two --label a=2 --mode global busybox:latest SLEEPER"),
              service("--name onetwo --mode replicated-job busybox:latest true"),
              docker("service ls --filter name=one " + NAMES),
              docker("service ls --filter name=two " + NAMES),
              docker("service ls --filter label=a " + NAMES),
              docker("service ls --filter label=a=2 " + NAMES),
              docker("service ls --filter label=a --filter label=b " + NAMES),
              docker("service ls --filter mode=global " + NAMES),
              docker("service ls --filter mode=replicated-job " + NAMES),
              docker("service ls --filter mode=nosuch " + NAMES),
              docker("service ls --filter 'id=$(service ls -q --filter name=two)' " + NAMES),
              docker("service ls --filter colour=red")),
          Scenario.of(
              "services-in-tables",
              service("--name web --replicas 0 --publish 8080:80 busybox:latest SLEEPER"),
              docker("service ls"),
              newer("service ls")),
          Scenario.of(
              "tasks-filtered",
              service("--name web --replicas 2 --update-monitor 1s busybox:latest SLEEPER"),
              running("web", 2),
              update("--force web"),
              updated("web", "completed"),
              docker(
                  "service ps --filter desired-state=running --format '{{.Name}} {{.DesiredState}}' web"),
              docker(
                  "service ps --filter desired-state=shutdown --format '{{.DesiredState}} {{.Image}}' web"),
              docker(
                  "service ps --filter name=web.1 --filter desired-state=running "
                      + NAMES
                      + " web"),
              docker("service ps --filter node=nothere " + NAMES + " web"),
              docker("service ps --filter desired-state=resting web"),
              docker("service ps --filter colour=red web"),
              docker("service ps --format '{{.Name}} {{.Image}} {{.DesiredState}}' web")),
          Scenario.of(
              "tasks-in-tables",
              service("--name web --constraint node.hostname==jsw-h2 busybox:latest SLEEPER"),
              running("web", 1),
              docker("service ps web"),
              docker("service ps --no-trunc web"),
              docker("service ps --no-resolve web"),
              docker("service ps -q web"),
              newer("service ps web")),
          Scenario.of(
              "task-inspected",
              service("--name web --constraint node.hostname==jsw-h2 busybox:latest SLEEPER"),
              running("web", 1),
              docker(
                  "inspect --type task --format '{{.Slot}} {{.DesiredState}} {{.Status.State}} {{.Status.Message}} {{.Status.Err}}"
                      + " {{.Status.ContainerStatus.ExitCode}} {{json .Labels}} {{json .GenericResources}}' '$(service ps -q web)'"),
              docker("inspect --type task --format '{{json .Spec}}' '$(service ps -q web)'"),
              docker("inspect --type task nothere")),
          Scenario.of(
              "everything-inspected",
              FULL,
              docker("service inspect --pretty full"),
              docker("service inspect --format '{{json .Spec}}' full"),
              docker("service inspect --format '{{.Spec.Nope}}' full"),
              newer("service inspect --pretty full")),
          Scenario.of(
              "little-inspected",
              service("--name web --replicas 0 busybox:latest"),
              docker("service inspect --pretty web"),
              docker("service inspect --format '{{json .Spec}}' web"),
              docker(
                  "service inspect --format '{{json .Endpoint}} {{json .UpdateStatus}} {{json .PreviousSpec}}' web"),
              docker("service inspect --format '{{.ID}} {{.CreatedAt}}' web")),
          Scenario.of(
              "update-inspected",
              service("--name web --update-monitor 1s busybox:latest SLEEPER"),
              running("web", 1),
              update("--env-add A=1 web"),
              updated("web", "completed"),
              docker("service inspect --pretty web"),
              docker(
                  "service inspect --format '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "container-of-a-task",
              service(
                  "--name web --constraint node.hostname==jsw-h1 --label a=1 --container-label b=2 busybox:latest SLEEPER"),
              running("web", 1),
              docker("container ls --format '{{.Names}} {{.Image}} {{.Ports}}'"),
              docker(
                  "inspect --format '{{json .Config.Labels}} {{json .Config.Env}} {{json .Config.Cmd}} {{.State.Status}}"
                      + " {{.HostConfig.RestartPolicy.Name}}' '$(container ls -q)'")),
          Scenario.of(
              "other-kinds-of-names",
              service("--name a-b_c --replicas 0 busybox:latest SLEEPER"),
              docker("service ls --format '{{.Name}}'"),
              docker("service inspect --format '{{.Spec.Name}}' a-b_c")));

  private Lists() {}
}
