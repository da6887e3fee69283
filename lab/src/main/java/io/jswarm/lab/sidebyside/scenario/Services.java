package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.newer;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.slots;
import static io.jswarm.lab.sidebyside.script.Steps.until;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Replicated services come, grow, shrink and go. */
final class Services {
  private static final String LS =
      "service ls --format '{{.Name}} {{.Mode}} {{.Replicas}} {{.Image}} {{.Ports}}'";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "create-and-rm",
              service("--name web --replicas 2 busybox:latest SLEEPER"),
              running("web", 2),
              docker(LS),
              outcome("web"),
              docker("service rm web"),
              docker(LS),
              docker("service ps web")),
          Scenario.of(
              "create-waits",
              docker(
                  "service create --detach=false --no-resolve-image --update-monitor 1s --name web"
                      + " --replicas 2 busybox:latest SLEEPER"),
              docker(LS),
              outcome("web")),
          Scenario.of(
              "create-quietly",
              docker(
                  "service create --quiet --no-resolve-image --update-monitor 1s --name web"
                      + " busybox:latest SLEEPER"),
              outcome("web")),
          Scenario.of(
              "create-by-newer-client",
              newer(
                  "service create --detach=false --no-resolve-image --update-monitor 1s --name web"
                      + " --replicas 2 busybox:latest SLEEPER"),
              newer(LS),
              newer("service scale web=1"),
              newer(
                  "service ps web --filter desired-state=running --format '{{.Name}} {{.Image}}'"),
              newer("service rm web")),
          Scenario.of(
              "create-asks-the-registry",
              docker("service create -d --name web busybox:latest SLEEPER"),
              running("web", 1),
              outcome("web")),
          Scenario.of(
              "create-of-a-taken-name",
              service("--name web --replicas 0 busybox:latest SLEEPER"),
              service("--name web --replicas 0 busybox:latest SLEEPER"),
              docker(LS)),
          Scenario.of(
              "scale-up",
              service("--name web busybox:latest SLEEPER"),
              running("web", 1),
              docker("service scale -d web=3"),
              running("web", 3),
              slots("web"),
              outcome("web")),
          Scenario.of(
              "scale-down",
              service("--name web --replicas 4 busybox:latest SLEEPER"),
              running("web", 4),
              docker("service scale -d web=1"),
              running("web", 1),
              slots("web"),
              outcome("web")),
          Scenario.of(
              "scale-to-nothing-and-back",
              service("--name web --replicas 2 busybox:latest SLEEPER"),
              running("web", 2),
              docker("service scale -d web=0"),
              until(LS, "0/0"),
              outcome("web"),
              docker("service scale -d web=2"),
              running("web", 2),
              slots("web"),
              outcome("web")),
          Scenario.of(
              "scale-several",
              service("--name one --update-monitor 1s busybox:latest SLEEPER"),
              service("--name two --update-monitor 1s busybox:latest SLEEPER"),
              docker("service scale one=2 two=2"),
              docker(LS)),
          Scenario.of(
              "scale-what-is-not-there",
              docker("service scale web=2"),
              service("--name web --replicas 0 busybox:latest SLEEPER"),
              docker("service scale -d web=1 nothere=2"),
              docker("service scale web"),
              docker("service scale web=many")),
          Scenario.of(
              "rm-several-of-which-one-is-missing",
              service("--name one --replicas 0 busybox:latest SLEEPER"),
              service("--name two --replicas 0 busybox:latest SLEEPER"),
              docker("service rm one nothere two"),
              docker(LS)),
          Scenario.of(
              "what-is-not-there",
              docker("service inspect nothere"),
              docker("service ps nothere"),
              docker("service logs nothere"),
              docker("service update -d --force nothere"),
              docker("service rollback -d nothere"),
              docker("service rm nothere")),
          Scenario.of(
              "a-part-of-an-id",
              service("--name web --replicas 0 busybox:latest SLEEPER"),
              docker("service inspect --format '{{.Spec.Name}}' '$(service ls -q)'"),
              docker("service inspect --format '{{.Spec.Name}}' we"),
              docker("service rm '$(service ls -q)'")),
          Scenario.of(
              "a-name-is-chosen",
              service("--replicas 0 busybox:latest SLEEPER"),
              docker("service ls --format '{{.Replicas}} {{.Image}}'")));

  private Services() {}
}
