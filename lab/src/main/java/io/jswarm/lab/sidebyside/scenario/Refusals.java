package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.service;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.ArrayList;
import java.util.List;

/** Specs that make no sense, and the sentences about them. */
final class Refusals {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "bad-names",
              service("--name 'a name' busybox:latest SLEEPER"),
              service("--name _x busybox:latest SLEEPER"),
              service("--name x- busybox:latest SLEEPER"),
              service("--name a.b busybox:latest SLEEPER"),
              service("--name " + "x".repeat(64) + " busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "bad-images",
              service("--name a busybox:latest:x SLEEPER"),
              service("--name b BusyBox SLEEPER"),
              service("--name c busybox@sha256:12 SLEEPER"),
              docker("service ls -q")),
          refused(
              "bad-resources",
              "--limit-memory 1k",
              "--limit-memory 3m",
              "--limit-cpu 0.0001",
              "--reserve-cpu 0.0001",
              "--reserve-cpu -1",
              "--reserve-memory nonsense",
              "--generic-resource gpu",
              "--generic-resource gpu=-1"),
          refused(
              "bad-numbers",
              "--replicas -1",
              "--replicas many",
              "--update-parallelism -1",
              "--replicas-max-per-node -1",
              "--mode global --replicas-max-per-node 1",
              "--restart-max-attempts -1"),
          refused(
              "bad-times",
              "--update-delay -1s",
              "--update-monitor -1s",
              "--restart-delay -1s",
              "--restart-window -1s",
              "--stop-grace-period -1s",
              "--rollback-delay -1s",
              "--update-delay soon"),
          refused(
              "bad-words",
              "--mode sideways",
              "--restart-condition sometimes",
              "--update-order both",
              "--update-failure-action cry",
              "--rollback-failure-action rollback",
              "--rollback-order both",
              "--update-max-failure-ratio 2",
              "--update-max-failure-ratio -1",
              "--isolation hyperv",
              "--placement-pref pack=node.labels.zone",
              "--placement-pref spread"),
          refused(
              "bad-constraints",
              "--constraint node.role",
              "--constraint node.role=worker",
              "--constraint 'node.role==wor#ker'",
              "--constraint '=worker'",
              "--constraint 'node.role>worker'",
              "--constraint 'no de==x'"),
          refused(
              "bad-lists",
              "--env =1",
              "--label =1",
              "--host nonsense",
              "--dns nonsense",
              "--ulimit nofile",
              "--ulimit nosuch=1",
              "--ulimit nofile=2:1",
              "--sysctl nonsense",
              "--group ''",
              "--credential-spec nonsense"),
          refused(
              "unknown-flags-and-templates",
              "--nosuch",
              "--privileged",
              "--env 'A={{.Nope}}'",
              "--hostname '{{.Node.Nope}}'",
              "--env 'A={{'"),
          rejected("bad-capability", "--cap-add NOSUCH"),
          rejected("bad-stop-signal", "--stop-signal NOSUCH"),
          rejected("bad-kernel-setting", "--sysctl nosuch.setting=1"),
          rejected("bad-log-driver", "--log-driver nosuch"),
          rejected("bad-log-option", "--log-opt nosuch=1"),
          Scenario.of(
              "words-that-are-missing",
              docker("service create"),
              docker("service scale"),
              docker("service update"),
              docker("node update"),
              docker("service nosuch")));

  private Refusals() {}

  /** One command for each. */
  private static Scenario refused(String name, String... options) {
    List<Step> steps = new ArrayList<>();
    for (String each : options) {
      steps.add(service("--name web " + each + " busybox:latest SLEEPER"));
      steps.add(docker("service rm web"));
    }
    return new Scenario(name, steps);
  }

  /** What a node, or a manager, finds out. */
  private static Scenario rejected(String name, String option) {
    return Scenario.of(
        name,
        service("--name web --restart-condition none " + option + " busybox:latest SLEEPER"),
        outcome("web"));
  }
}
