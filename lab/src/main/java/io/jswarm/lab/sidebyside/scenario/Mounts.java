package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.ended;
import static io.jswarm.lab.sidebyside.script.Steps.on;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.tasks;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;

/** What is mounted into containers. */
final class Mounts {
  private static final String ONCE =
      "--name web --restart-condition none --constraint node.hostname==jsw-h2 ";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "bind-of-what-is-not-there",
              service(
                  "--name web --restart-max-attempts 1 --restart-delay 0s --mount type=bind,source=/nothere,target=/a"
                      + " busybox:latest SLEEPER"),
              tasks("web", "rejected", 2),
              outcome("web")),
          Scenario.of(
              "bind-for-reading-only",
              service(
                  ONCE
                      + "--mount type=bind,source=/usr,target=/a,readonly busybox:latest sh -c 'touch /a/b 2>&1; test -d /a/bin && echo there'"),
              ended("web"),
              docker("service logs --raw web")),
          Scenario.of(
              "volume-outlives-its-task",
              service(
                  ONCE
                      + "--mount type=volume,source=data,target=/a busybox:latest sh -c 'echo kept >/a/file'"),
              ended("web"),
              docker("service rm web"),
              service(
                  ONCE + "--mount type=volume,source=data,target=/a busybox:latest cat /a/file"),
              ended("web"),
              docker("service logs --raw web"),
              on(2, "volume ls --format '{{.Name}} {{.Driver}} {{.Scope}}'"),
              on(2, "volume inspect --format '{{.Name}} {{json .Labels}} {{json .Options}}' data")),
          Scenario.of(
              "volume-named-by-a-template",
              service(
                  ONCE
                      + "--mount 'type=volume,source={{.Service.Name}}-{{.Task.Slot}},target=/a,volume-label=x=y' busybox:latest true"),
              ended("web"),
              on(2, "volume ls --format '{{.Name}} {{.Labels}}'")),
          Scenario.of(
              "tmpfs",
              service(
                  ONCE
                      + "--mount type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=1700 busybox:latest sh -c 'grep \" /t \" /proc/mounts; stat -c %a /t'"),
              ended("web"),
              docker("service logs --raw web")),
          Scenario.of(
              "mounts-that-make-no-sense",
              service(
                  "--name web --mount type=bind,source=/a,target=/t --mount type=tmpfs,target=/t busybox:latest SLEEPER"),
              service("--name web --mount type=nosuch,source=/a,target=/t busybox:latest SLEEPER"),
              service("--name web --mount type=bind,target=/t busybox:latest SLEEPER"),
              service("--name web --mount type=bind,source=/a busybox:latest SLEEPER"),
              service("--name web --mount type=tmpfs,source=a,target=/t busybox:latest SLEEPER"),
              service(
                  "--name web --mount type=volume,source=a,target=/t,readonly=perhaps busybox:latest SLEEPER"),
              docker("service ls -q")),
          Scenario.of(
              "mounts-no-node-can-make",
              service(
                  "--name web --restart-condition none --mount type=bind,source=relative,target=/t busybox:latest true"),
              outcome("web")),
          Scenario.of(
              "mount-at-a-relative-target",
              service(
                  "--name web --restart-condition none --mount type=volume,source=a,target=relative busybox:latest true"),
              outcome("web")),
          Scenario.of(
              "volume-with-a-bad-name",
              service(
                  "--name web --restart-condition none --mount 'type=volume,source=a b,target=/t' busybox:latest true"),
              outcome("web")));

  private Mounts() {}
}
