package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.error;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Tasks that no node may run, and what they say about it. */
final class Pending {
  private static final String PS =
      "service ps --no-trunc --format '{{.DesiredState}} {{.Node}} {{.Error}}' web";

  static final List<Scenario> ALL =
      List.of(
          waits("no-node-has-the-label", "--constraint node.labels.nope==x"),
          waits("no-node-has-such-a-key", "--constraint node.colour==red"),
          waits("too-much-memory", "--reserve-memory 1000gb"),
          waits("too-many-processors", "--reserve-cpu 1000"),
          waits("no-generic-resource", "--generic-resource gpu=1"),
          waits("no-volume-driver", "--mount type=volume,source=a,target=/a,volume-driver=nope"),
          waits("too-many-on-a-node", "--replicas 4 --replicas-max-per-node 1"),
          waits(
              "port-of-each-host-is-taken",
              "--replicas 4 --publish mode=host,target=80,published=8088"),
          Scenario.of(
              "all-nodes-paused",
              docker("node update --availability pause jsw-h1"),
              docker("node update --availability pause jsw-h2"),
              docker("node update --availability pause jsw-h3"),
              service("--name web busybox:latest SLEEPER"),
              error("web", "no suitable node"),
              docker(PS),
              docker("node update --availability active jsw-h2"),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "several-reasons",
              docker("node update --availability drain jsw-h3"),
              service("--name web --constraint node.labels.nope==x busybox:latest SLEEPER"),
              error("web", "no suitable node"),
              docker(PS)),
          Scenario.of(
              "a-label-lets-it-run",
              service("--name web --constraint node.labels.zone==north busybox:latest SLEEPER"),
              error("web", "no suitable node"),
              docker("node update --label-add zone=north jsw-h2"),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "a-removed-service-makes-room",
              service(
                  "--name first --mode global --publish mode=host,target=80,published=8088 busybox:latest SLEEPER"),
              running("first", 3),
              service(
                  "--name web --publish mode=host,target=80,published=8088 busybox:latest SLEEPER"),
              error("web", "no suitable node"),
              docker("service rm first"),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "global-that-does-not-fit",
              service("--name web --mode global --reserve-memory 1000gb busybox:latest SLEEPER"),
              outcome("web"),
              docker("service ls --format '{{.Replicas}}'")));

  private Pending() {}

  private static Scenario waits(String name, String options) {
    return Scenario.of(
        name,
        service("--name web " + options + " busybox:latest SLEEPER"),
        error("web", "no suitable node"),
        outcome("web"),
        docker("service ls --format '{{.Replicas}}'"));
  }
}
