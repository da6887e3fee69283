package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.ended;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.ArrayList;
import java.util.List;

/** What the options of a service make of its containers, as the program in them sees it. */
final class Containers {
  static final List<Scenario> ALL =
      List.of(
          inside(
              "templates",
              new Run(
                  "env",
                  "--env 'WHO={{.Service.Name}}.{{.Task.Slot}}' --env PLAIN=1",
                  "sh -c 'echo $WHO $PLAIN'"),
              new Run("hostname", "--hostname '{{.Service.Name}}-{{.Task.Slot}}'", "hostname"),
              new Run(
                  "node",
                  "--env 'HOST={{.Node.Hostname}}' --constraint node.hostname==jsw-h2",
                  "sh -c 'echo $HOST'")),
          inside(
              "users",
              new Run("name", "--user nobody --workdir /tmp", "sh -c 'id -u; id -g; pwd'"),
              new Run("number", "--user 1000:1001", "sh -c 'id -u; id -g'"),
              new Run("groups", "--user 1000 --group 2000", "id -G")),
          inside(
              "programs",
              new Run("entrypoint", "--entrypoint 'echo before'", "a b"),
              new Run("readonly", "--read-only", "sh -c 'touch /here 2>&1; true'")),
          inside(
              "names",
              new Run("hosts", "--host db:10.9.8.7", "grep db /etc/hosts"),
              new Run(
                  "dns",
                  "--dns 10.9.8.7 --dns-search example.org --dns-option ndots:2",
                  "grep -v '^#' /etc/resolv.conf")),
          inside(
              "privileges",
              new Run("ulimit", "--ulimit nofile=512:1024", "sh -c 'ulimit -n; ulimit -Hn'"),
              new Run(
                  "sysctl", "--sysctl net.ipv4.ip_forward=0", "cat /proc/sys/net/ipv4/ip_forward"),
              new Run(
                  "caps", "--cap-drop ALL --cap-add CAP_NET_RAW", "grep CapEff /proc/self/status"),
              new Run("usual", "", "grep CapEff /proc/self/status")),
          Scenario.of(
              "logs-with-names",
              service(
                  "--name web --restart-condition none --constraint node.role==manager"
                      + " busybox:latest sh -c 'echo one; echo two'"),
              ended("web"),
              docker("service logs web"),
              docker("service logs --no-task-ids web"),
              docker("service logs --tail 1 --raw web"),
              docker("service logs --details --raw web")),
          Scenario.of(
              "deaf-to-its-stop-signal",
              service(
                  "--name web --stop-grace-period 1s busybox:latest sh -c 'trap : TERM; while :; do sleep 1; done'"),
              running("web", 1),
              docker("service update -d --no-resolve-image --force web"),
              outcome("web")),
          Scenario.of(
              "another-stop-signal",
              service(
                  "--name web --stop-signal USR1 busybox:latest sh -c 'trap \"exit 7\" USR1; while :; do sleep 1000 & wait; done'"),
              running("web", 1),
              docker("service update -d --no-resolve-image --force web"),
              outcome("web")),
          Scenario.of(
              "labels-of-services-and-containers",
              service(
                  "--name web --replicas 0 --label a=1 --label b --container-label c=2 busybox:latest SLEEPER"),
              docker(
                  "service inspect --format '{{json .Spec.Labels}} {{json .Spec.TaskTemplate.ContainerSpec.Labels}}' web")));

  private Containers() {}

  /** A service that says something once. */
  private record Run(String name, String options, String program) {
    Step begin() {
      return service(
          "--name %s --restart-condition none %s busybox:latest %s"
              .formatted(name, options, program));
    }
  }

  private static Scenario inside(String name, Run... runs) {
    List<Step> steps = new ArrayList<>();
    List.of(runs).forEach(run -> steps.add(run.begin()));
    for (Run run : runs) {
      steps.add(ended(run.name));
      steps.add(docker("service logs --raw " + run.name));
    }
    return new Scenario(name, steps);
  }
}
