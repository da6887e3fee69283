package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.tasks;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Services with a task on each node. */
final class GlobalServices {
  private static final String LS = "service ls --format '{{.Name}} {{.Mode}} {{.Replicas}}'";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "global-on-every-node",
              service("--name agent --mode global busybox:latest SLEEPER"),
              running("agent", 3),
              docker(LS),
              outcome("agent")),
          Scenario.of(
              "global-waits",
              docker(
                  "service create --detach=false --no-resolve-image --update-monitor 1s --name agent"
                      + " --mode global busybox:latest SLEEPER"),
              outcome("agent")),
          Scenario.of(
              "global-where-constraints-are-met",
              service(
                  "--name agent --mode global --constraint node.hostname!=jsw-h2 busybox:latest SLEEPER"),
              running("agent", 2),
              docker(LS),
              outcome("agent")),
          Scenario.of(
              "global-where-nothing-fits",
              service(
                  "--name agent --mode global --constraint node.labels.tier==a busybox:latest SLEEPER"),
              outcome("agent"),
              docker(LS)),
          Scenario.of(
              "global-follows-a-label-that-comes",
              service(
                  "--name agent --mode global --constraint node.labels.tier==a busybox:latest SLEEPER"),
              docker("node update --label-add tier=a jsw-h2"),
              running("agent", 1),
              outcome("agent")),
          Scenario.of(
              "global-follows-a-label-that-goes",
              docker("node update --label-add tier=a jsw-h2"),
              service(
                  "--name agent --mode global --constraint node.labels.tier==a busybox:latest SLEEPER"),
              running("agent", 1),
              docker("node update --label-rm tier jsw-h2"),
              running("agent", 0),
              outcome("agent")),
          Scenario.of(
              "global-on-a-drained-node",
              service("--name agent --mode global busybox:latest SLEEPER"),
              running("agent", 3),
              docker("node update --availability drain jsw-h3"),
              running("agent", 2),
              outcome("agent"),
              docker("node update --availability active jsw-h3"),
              running("agent", 3),
              outcome("agent")),
          Scenario.of(
              "global-on-a-paused-node",
              service("--name old --mode global busybox:latest SLEEPER"),
              running("old", 3),
              docker("node update --availability pause jsw-h3"),
              service("--name new --mode global busybox:latest SLEEPER"),
              running("new", 2),
              outcome("old"),
              outcome("new")),
          Scenario.of(
              "global-cannot-be-scaled",
              service("--name agent --mode global busybox:latest SLEEPER"),
              docker("service scale agent=2"),
              docker("service update -d --replicas 2 agent")),
          Scenario.of(
              "global-with-a-number",
              service("--name agent --mode global --replicas 2 busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "global-update",
              service("--name agent --mode global --update-monitor 1s busybox:latest SLEEPER"),
              running("agent", 3),
              update("--image busybox:two --update-parallelism 0 agent"),
              updated("agent", "completed"),
              outcome("agent")),
          Scenario.of(
              "global-that-completes",
              service(
                  "--name agent --mode global --restart-condition on-failure busybox:latest true"),
              tasks("agent", "complete", 3),
              outcome("agent"),
              docker(LS)));

  private GlobalServices() {}
}
