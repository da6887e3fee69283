package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.ended;
import static io.jswarm.lab.sidebyside.script.Steps.on;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** Overlay networks and published ports, as managers answer for them. */
final class Networks {
  private static final String HTTPD = "busybox:latest httpd -f -p 80 -h /etc";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "network-comes-and-goes",
              docker("network create -d overlay --label a=1 --subnet 10.77.0.0/24 inner"),
              docker(
                  "network ls --filter name=inner --format '{{.Name}} {{.Driver}} {{.Scope}} {{.Labels}}'"),
              docker(
                  "network inspect --format '{{.Name}} {{.Scope}} {{.Driver}} {{.Internal}} {{.Attachable}} {{json .IPAM}}' inner"),
              docker("network rm inner"),
              docker("network rm inner"),
              docker("network inspect inner")),
          Scenario.of(
              "network-of-a-taken-name",
              docker("network create -d overlay inner"),
              docker("network create -d overlay inner")),
          Scenario.of(
              "networks-that-make-no-sense",
              docker("network create -d overlay --subnet nonsense inner"),
              docker("network create -d overlay --subnet 10.77.0.0/24 --gateway 10.78.0.1 inner"),
              docker("network create -d overlay --subnet 10.77.0.0/24 --subnet 10.77.0.0/25 inner"),
              docker("network create -d nosuch --scope swarm inner"),
              docker("network create -d overlay 'a name'"),
              docker("network ls -q --filter driver=overlay --filter name=inner")),
          Scenario.of(
              "network-in-use",
              docker("network create -d overlay inner"),
              service("--name web --network inner busybox:latest SLEEPER"),
              running("web", 1),
              docker("network rm inner")),
          Scenario.of(
              "network-that-is-not-there",
              service("--name web --network nope busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "networks-that-are-predefined",
              docker("network rm host"),
              docker("network create -d overlay host"),
              service("--name web --network host busybox:latest SLEEPER"),
              running("web", 1),
              outcome("web")),
          Scenario.of("workers-make-no-networks", on(2, "network create -d overlay inner")),
          Scenario.of(
              "called-by-name",
              docker("network create -d overlay inner"),
              service("--name web --replicas 2 --network inner " + HTTPD),
              running("web", 2),
              service(
                  "--name caller --network inner --restart-condition none busybox:latest"
                      + " sh -c 'for name in web tasks.web; do until wget -qO- http://$name/group 2>/dev/null; do sleep 1; done; done'"),
              ended("caller"),
              docker("service logs --raw caller")),
          Scenario.of(
              "called-by-an-alias",
              docker("network create -d overlay inner"),
              service("--name web --endpoint-mode dnsrr --network name=inner,alias=shop " + HTTPD),
              running("web", 1),
              service(
                  "--name caller --network inner --restart-condition none busybox:latest"
                      + " sh -c 'until wget -qO- http://shop/group 2>/dev/null; do sleep 1; done'"),
              ended("caller"),
              docker("service logs --raw caller")),
          Scenario.of(
              "network-added-to-a-service",
              docker("network create -d overlay inner"),
              service("--name web --update-monitor 1s busybox:latest SLEEPER"),
              running("web", 1),
              update("--network-add inner web"),
              updated("web", "completed"),
              running("web", 1),
              docker(
                  "service inspect --format '{{len .Spec.TaskTemplate.Networks}} {{len .Endpoint.VirtualIPs}}' web"),
              update("--network-rm inner web"),
              outcome("web")),
          Scenario.of(
              "port-published",
              service(
                  "--name web --publish 8080:80 --publish published=53,target=53,protocol=udp busybox:latest SLEEPER"),
              running("web", 1),
              docker("service ls --format '{{.Name}} {{.Ports}}'"),
              docker("service inspect --format '{{json .Endpoint.Ports}}' web")),
          Scenario.of(
              "port-chosen",
              service("--name web --publish 80 busybox:latest SLEEPER"),
              running("web", 1),
              docker("service ls --format '{{.Ports}}'"),
              docker(
                  "service inspect --format '{{range .Endpoint.Ports}}{{.PublishedPort}}{{end}}' web")),
          Scenario.of(
              "port-range",
              service("--name web --replicas 0 --publish 8080-8082:80-82 busybox:latest SLEEPER"),
              docker("service ls --format '{{.Ports}}'")),
          Scenario.of(
              "port-taken",
              service("--name web --publish 8080:80 busybox:latest SLEEPER"),
              service("--name other --publish 8080:81 busybox:latest SLEEPER"),
              service("--name udp --publish 8080:81/udp busybox:latest SLEEPER"),
              service("--name third --publish 8081:81 busybox:latest SLEEPER"),
              update("--publish-add 8080:82 third"),
              docker("service ls --format '{{.Name}} {{.Ports}}'")),
          Scenario.of(
              "port-of-a-host",
              service(
                  "--name web --publish mode=host,published=8088,target=80 --constraint node.hostname==jsw-h2 "
                      + HTTPD),
              running("web", 1),
              docker("service ps --format '{{.Node}} {{.Ports}}' web"),
              docker("service ls --format '{{.Ports}}'")),
          Scenario.of(
              "ports-added-and-removed",
              service("--name web --update-monitor 1s --publish 8080:80 busybox:latest SLEEPER"),
              running("web", 1),
              update("--publish-rm 80 --publish-add 8081:80 web"),
              docker("service ls --format '{{.Ports}}'"),
              outcome("web")),
          Scenario.of(
              "ports-that-make-no-sense",
              service("--name web --publish 8080:80 --publish 8080:81 busybox:latest SLEEPER"),
              service("--name web --endpoint-mode dnsrr --publish 8080:80 busybox:latest SLEEPER"),
              service("--name web --publish 10.0.0.1:8080:80 busybox:latest SLEEPER"),
              service("--name web --publish 70000:80 busybox:latest SLEEPER"),
              service("--name web --publish mode=both,target=80 busybox:latest SLEEPER"),
              service("--name web --endpoint-mode other busybox:latest SLEEPER"),
              docker("service ls -q")));

  private Networks() {}
}
