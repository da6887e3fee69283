package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.ended;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.tasks;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Containers that are looked at. */
final class Health {
  private static final String OFTEN =
      "--health-interval 1s --health-timeout 5s --health-retries 2 ";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "healthy",
              service("--name web --health-cmd true " + OFTEN + "busybox:latest SLEEPER"),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "never-healthy",
              service(
                  "--name web --restart-condition none --health-cmd 'exit 1' "
                      + OFTEN
                      + "busybox:latest SLEEPER"),
              ended("web"),
              outcome("web")),
          Scenario.of(
              "healthy-and-then-not",
              service(
                  "--name web --restart-condition none --health-cmd 'test ! -e /tmp/sick' "
                      + OFTEN
                      + "busybox:latest sh -c 'trap \"exit 0\" TERM; sleep 4; touch /tmp/sick; while :; do sleep 1000 & wait; done'"),
              tasks("web", "running", 1),
              ended("web"),
              outcome("web")),
          Scenario.of(
              "never-healthy-and-replaced",
              service(
                  "--name web --restart-max-attempts 1 --restart-delay 0s --health-cmd 'exit 1' "
                      + OFTEN
                      + "busybox:latest SLEEPER"),
              outcome("web")),
          Scenario.of(
              "not-healthy-before-its-start-period",
              service(
                  "--name web --health-cmd 'exit 1' --health-start-period 1h "
                      + OFTEN
                      + "busybox:latest SLEEPER"),
              tasks("web", "starting", 1),
              docker("service ls --format '{{.Replicas}}'"),
              docker("service ps --format '{{.DesiredState}} {{.Error}}' web")),
          Scenario.of(
              "update-to-what-is-not-healthy",
              service(
                  "--name web --update-monitor 1s --rollback-monitor 1s --update-failure-action rollback --health-cmd true "
                      + OFTEN
                      + "busybox:latest SLEEPER"),
              running("web", 1),
              update("--health-cmd 'exit 1' web"),
              updated("web", "rollback_completed"),
              running("web", 1),
              docker(
                  "service inspect --format '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "health-check-taken-away",
              service(
                  "--name web --update-monitor 1s --health-cmd 'exit 1' --health-interval 1h busybox:latest SLEEPER"),
              update("--no-healthcheck web"),
              running("web", 1),
              docker(
                  "service inspect --format '{{json .Spec.TaskTemplate.ContainerSpec.Healthcheck}}' web")),
          Scenario.of(
              "health-that-makes-no-sense",
              service("--name web --health-cmd true --no-healthcheck busybox:latest SLEEPER"),
              service("--name web --health-cmd true --health-retries -1 busybox:latest SLEEPER"),
              service("--name web --health-cmd true --health-interval 10us busybox:latest SLEEPER"),
              service("--name web --health-cmd true --health-timeout 10us busybox:latest SLEEPER"),
              service(
                  "--name web --health-cmd true --health-start-period 10us busybox:latest SLEEPER"),
              docker("service ls -q")));

  private Health() {}
}
