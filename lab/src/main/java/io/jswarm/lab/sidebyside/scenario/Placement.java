package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.hosts;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.ArrayList;
import java.util.List;

/** Which nodes get tasks, and what happens to tasks when a node changes. */
final class Placement {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "spread-over-nodes",
              service("--name web --replicas 6 busybox:latest SLEEPER"),
              running("web", 6),
              hosts("web")),
          placed(
              "by-constraints-that-come-with-nodes",
              "node.role==manager",
              "node.role!=manager",
              "node.hostname==JSW-H2",
              "node.ip==10.98.0.3",
              "node.ip==10.98.0.0/31"),
          Scenario.of(
              "by-label",
              docker("node update --label-add zone=north jsw-h2"),
              docker("node update --label-add zone=south jsw-h3"),
              service(
                  "--name web --replicas 2 --constraint node.labels.zone==north busybox:latest SLEEPER"),
              service(
                  "--name not --replicas 2 --constraint node.labels.zone!=north busybox:latest SLEEPER"),
              running("web", 2),
              running("not", 2),
              hosts("web"),
              hosts("not")),
          Scenario.of(
              "spread-over-a-label",
              docker("node update --label-add zone=north jsw-h1"),
              docker("node update --label-add zone=south jsw-h2"),
              docker("node update --label-add zone=south jsw-h3"),
              service(
                  "--name web --replicas 4 --placement-pref spread=node.labels.zone busybox:latest SLEEPER"),
              running("web", 4),
              hosts("web")),
          Scenario.of(
              "drain-moves-tasks",
              service("--name web --replicas 3 busybox:latest SLEEPER"),
              running("web", 3),
              docker("node update --availability drain jsw-h3"),
              running("web", 3),
              outcome("web")),
          Scenario.of(
              "drained-nodes-get-nothing",
              docker("node update --availability drain jsw-h1"),
              docker("node update --availability drain jsw-h3"),
              service("--name web --replicas 3 busybox:latest SLEEPER"),
              running("web", 3),
              hosts("web")),
          Scenario.of(
              "paused-nodes-keep-what-they-have",
              service("--name web --replicas 3 busybox:latest SLEEPER"),
              running("web", 3),
              docker("node update --availability pause jsw-h3"),
              docker("service scale -d web=5"),
              running("web", 5),
              outcome("web"),
              docker("node ls --format '{{.Hostname}} {{.Availability}}'")),
          Scenario.of(
              "a-label-that-goes-moves-tasks",
              docker("node update --label-add zone=north jsw-h2"),
              service("--name web --constraint node.labels.zone==north busybox:latest SLEEPER"),
              running("web", 1),
              docker("node update --label-add zone=north jsw-h3"),
              docker("node update --label-rm zone jsw-h2"),
              running("web", 1),
              hosts("web"),
              outcome("web")),
          Scenario.of(
              "a-constraint-that-comes-moves-tasks",
              service("--name web --replicas 2 --update-monitor 1s busybox:latest SLEEPER"),
              running("web", 2),
              update("--constraint-add node.hostname==jsw-h2 web"),
              updated("web", "completed"),
              running("web", 2),
              hosts("web")));

  private Placement() {}

  /** A service for each constraint, with two tasks. */
  private static Scenario placed(String name, String... constraints) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < constraints.length; i++) {
      steps.add(
          service(
              "--name s%d --replicas 2 --constraint %s busybox:latest SLEEPER"
                  .formatted(i, constraints[i])));
    }
    for (int i = 0; i < constraints.length; i++) {
      steps.add(running("s" + i, 2));
      steps.add(hosts("s" + i));
    }
    return new Scenario(name, steps);
  }
}
