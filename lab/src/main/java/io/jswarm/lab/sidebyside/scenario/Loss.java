package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.hosts;
import static io.jswarm.lab.sidebyside.script.Steps.node;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.powerOff;
import static io.jswarm.lab.sidebyside.script.Steps.powerOn;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** A worker is gone, and comes back. */
final class Loss {
  private static final String LS = "node ls --format '{{.Hostname}} {{.Status}} {{.Availability}}'";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "worker-lost-and-back",
              service("--name web --replicas 3 busybox:latest SLEEPER"),
              service("--name agent --mode global busybox:latest SLEEPER"),
              running("web", 3),
              running("agent", 3),
              powerOff(3),
              node(3, "down"),
              docker(LS),
              running("web", 3),
              running("agent", 2),
              outcome("web"),
              outcome("agent"),
              powerOn(3),
              node(3, "ready"),
              running("agent", 3),
              outcome("web"),
              outcome("agent"),
              docker(LS)),
          Scenario.of(
              "pinned-to-a-lost-worker",
              service("--name web --constraint node.hostname==jsw-h3 busybox:latest SLEEPER"),
              running("web", 1),
              powerOff(3),
              node(3, "down"),
              outcome("web"),
              docker("service ls --format '{{.Replicas}}'"),
              powerOn(3),
              running("web", 1),
              hosts("web"),
              outcome("web")));

  private Loss() {}
}
