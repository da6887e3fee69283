package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.on;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.until;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Nodes, their labels and roles. */
final class Nodes {
  private static final String LS =
      "node ls --format '{{.Hostname}} {{.Status}} {{.Availability}} {{.ManagerStatus}} {{.Self}}'";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "nodes-listed",
              docker(LS),
              docker("node ls --filter role=worker --format '{{.Hostname}}'"),
              docker("node ls --filter role=manager --format '{{.Hostname}}'"),
              docker("node ls --filter name=jsw-h2 --format '{{.Hostname}}'"),
              docker("node ls --filter membership=accepted --format '{{.Hostname}}'"),
              docker("node ls --filter membership=pending --format '{{.Hostname}}'"),
              docker("node ls --filter colour=red"),
              docker("node ls --filter role=boss")),
          Scenario.of(
              "node-inspected",
              docker(
                  "node inspect --format '{{json .Spec}} {{.Status.State}} {{.Status.Addr}} {{.Description.Hostname}} {{.Description.Platform.OS}}"
                      + " {{json .ManagerStatus}}' jsw-h1"),
              docker("node inspect --format '{{.Description.Hostname}}' self"),
              docker("node inspect --format '{{json .Spec}} {{json .ManagerStatus}}' jsw-h2"),
              docker("node inspect nothere")),
          Scenario.of(
              "node-labelled",
              docker("node update --label-add zone=north --label-add disk=fast jsw-h2"),
              docker("node inspect --format '{{json .Spec.Labels}}' jsw-h2"),
              docker("node ls --filter node.label=zone=north --format '{{.Hostname}}'"),
              docker("node ls --filter node.label=disk --format '{{.Hostname}}'"),
              docker("node update --label-rm zone jsw-h2"),
              docker("node update --label-rm zone jsw-h2"),
              docker("node inspect --format '{{json .Spec.Labels}}' jsw-h2")),
          Scenario.of(
              "node-of-each-availability",
              docker("node update --availability pause jsw-h2"),
              docker("node update --availability drain jsw-h3"),
              docker(LS),
              docker("node update --availability active jsw-h2"),
              docker("node update --availability sleep jsw-h2"),
              docker("node update --role boss jsw-h2"),
              docker("node update jsw-h2"),
              docker("node update --availability drain nothere")),
          Scenario.of(
              "node-that-is-not-down",
              docker("node rm jsw-h2"),
              docker("node rm jsw-h1"),
              docker("node rm nothere"),
              docker(LS)),
          Scenario.of(
              "last-manager-demoted",
              docker("node demote jsw-h1"),
              docker("node update --role worker jsw-h1"),
              docker("swarm leave"),
              docker(LS)),
          Scenario.of(
              "promoted",
              docker("node promote jsw-h2"),
              until(LS, "jsw-h2 Ready Active Reachable"),
              docker(LS),
              docker("node promote jsw-h2")),
          Scenario.of(
              "workers-know-nothing",
              on(2, "node ls"),
              on(2, "service ls"),
              on(2, "service create --name web busybox:latest"),
              on(2, "secret ls"),
              on(2, "swarm join-token worker"),
              on(2, "swarm init"),
              on(2, "info --format '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}'")),
          Scenario.of(
              "tasks-of-a-node",
              service("--name web --constraint node.hostname==jsw-h2 busybox:latest SLEEPER"),
              running("web", 1),
              docker("node ps --format '{{.Name}} {{.Image}} {{.Node}} {{.DesiredState}}' jsw-h2"),
              docker("node ps --format '{{.Name}}' self"),
              docker("node ps --filter name=web --format '{{.Name}}' jsw-h2"),
              docker("node ps --filter desired-state=shutdown --format '{{.Name}}' jsw-h2"),
              docker("node ps --filter desired-state=resting jsw-h2"),
              docker("node ps nothere")),
          Scenario.of(
              "info-of-a-manager",
              docker(
                  "info --format '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}} {{.Swarm.Nodes}} {{.Swarm.Managers}} {{.Swarm.NodeAddr}}"
                      + " {{json .Swarm.Cluster.Spec.Orchestration}} {{json .Swarm.Cluster.Spec.Dispatcher}} {{.Swarm.Cluster.DataPathPort}}'")),
          Scenario.of(
              "swarm-inited-or-joined-again",
              docker("swarm init"),
              on(2, "swarm join --token SWMTKN-1-a-b 10.98.0.1:2377"),
              docker("swarm unlock-key")));

  private Nodes() {}
}
