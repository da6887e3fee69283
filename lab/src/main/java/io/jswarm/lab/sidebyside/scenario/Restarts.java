package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.killTask;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.tasks;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** What becomes of tasks that stop. */
final class Restarts {
  private static final String PS =
      "service ps --no-trunc --format '{{.Name}} {{.Image}} {{.DesiredState}} {{.Error}}' web";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "none-after-success",
              service("--name web --restart-condition none busybox:latest true"),
              tasks("web", "complete", 1),
              outcome("web")),
          Scenario.of(
              "none-after-failure",
              service("--name web --restart-condition none busybox:latest sh -c 'exit 3'"),
              tasks("web", "failed", 1),
              outcome("web"),
              docker(PS)),
          Scenario.of(
              "on-failure-after-success",
              service("--name web --replicas 2 --restart-condition on-failure busybox:latest true"),
              tasks("web", "complete", 2),
              outcome("web")),
          Scenario.of(
              "on-failure-with-attempts",
              service(
                  "--name web --restart-condition on-failure --restart-max-attempts 2 --restart-delay 0s"
                      + " busybox:latest sh -c 'exit 4'"),
              tasks("web", "failed", 3),
              outcome("web"),
              docker(PS)),
          Scenario.of(
              "any-after-success-with-attempts",
              service(
                  "--name web --restart-condition any --restart-max-attempts 1 --restart-delay 0s"
                      + " busybox:latest true"),
              tasks("web", "complete", 2),
              outcome("web")),
          Scenario.of(
              "attempts-within-a-window",
              service(
                  "--name web --restart-max-attempts 1 --restart-delay 0s --restart-window 1h"
                      + " busybox:latest sh -c 'exit 1'"),
              tasks("web", "failed", 2),
              outcome("web")),
          Scenario.of(
              "killed-and-replaced-at-once",
              service("--name web --restart-delay 0s busybox:latest SLEEPER"),
              running("web", 1),
              killTask("web"),
              tasks("web", "failed", 1),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "killed-and-replaced-after-a-delay",
              service("--name web --restart-delay 2s busybox:latest SLEEPER"),
              running("web", 1),
              killTask("web"),
              tasks("web", "failed", 1),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "killed-and-replaced-by-default",
              service("--name web busybox:latest SLEEPER"),
              running("web", 1),
              killTask("web"),
              tasks("web", "failed", 1),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "killed-and-left",
              service("--name web --restart-condition none busybox:latest SLEEPER"),
              running("web", 1),
              killTask("web"),
              tasks("web", "failed", 1),
              outcome("web")),
          Scenario.of(
              "a-program-that-is-not-there",
              service("--name web --restart-condition none busybox:latest /nothere"),
              outcome("web"),
              docker(PS)),
          Scenario.of(
              "a-program-that-is-no-program",
              service("--name web --restart-condition none busybox:latest /etc/passwd"),
              outcome("web")),
          Scenario.of(
              "an-image-that-is-not-there",
              service(
                  "--name web --restart-max-attempts 1 --restart-delay 0s nosuch:latest SLEEPER"),
              tasks("web", "rejected", 2),
              outcome("web"),
              docker(PS)),
          Scenario.of(
              "a-user-that-is-not-there",
              service("--name web --restart-condition none --user nosuch busybox:latest true"),
              outcome("web")),
          Scenario.of(
              "a-folder-that-is-no-folder",
              service("--name web --restart-condition none --workdir /bin/sh busybox:latest true"),
              outcome("web")),
          Scenario.of(
              "out-of-memory",
              service(
                  "--name web --restart-condition none --limit-memory 8m busybox:latest sh -c 'tail /dev/zero'"),
              outcome("web")));

  private Restarts() {}
}
