package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.newer;
import static io.jswarm.lab.sidebyside.script.Steps.noTasks;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.tasks;
import static io.jswarm.lab.sidebyside.script.Steps.until;
import static io.jswarm.lab.sidebyside.script.Steps.update;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.time.Duration;
import java.util.List;

/** Services that run to their end. */
final class Jobs {
  private static final String LS = "service ls --format '{{.Name}} {{.Mode}} {{.Replicas}}'";
  private static final String JOB = "--name job --mode replicated-job ";

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "job-removed",
              service(JOB + "busybox:latest true"),
              tasks("job", "complete", 1),
              docker("service rm job"),
              noTasks(Duration.ofSeconds(10))),
          Scenario.of(
              "job-completes",
              service(JOB + "--replicas 3 busybox:latest true"),
              tasks("job", "complete", 3),
              outcome("job"),
              docker(LS)),
          Scenario.of(
              "job-waits-for-its-turn",
              service(JOB + "--replicas 4 --max-concurrent 1 busybox:latest true"),
              tasks("job", "complete", 4),
              outcome("job"),
              docker(LS)),
          Scenario.of(
              "job-by-newer-client",
              newer(
                  "service create --detach=false --no-resolve-image "
                      + JOB
                      + "--replicas 2 busybox:latest true"),
              newer(LS)),
          Scenario.of(
              "job-that-fails-and-is-left",
              service(JOB + "--restart-condition none busybox:latest sh -c 'exit 3'"),
              tasks("job", "failed", 1),
              outcome("job"),
              docker(LS)),
          Scenario.of(
              "job-that-fails-at-first",
              service(
                  JOB
                      + "--restart-delay 0s --mount type=volume,source=tries,target=/tries --constraint node.hostname==jsw-h1"
                      + " busybox:latest sh -c 'test -e /tries/once && exit 0; touch /tries/once; exit 5'"),
              tasks("job", "complete", 1),
              outcome("job")),
          Scenario.of(
              "job-that-fails-too-often",
              service(
                  JOB
                      + "--restart-condition on-failure --restart-max-attempts 1 --restart-delay 0s busybox:latest sh -c 'exit 3'"),
              tasks("job", "failed", 2),
              outcome("job")),
          Scenario.of(
              "job-forced-again",
              service(JOB + "--replicas 2 busybox:latest true"),
              tasks("job", "complete", 2),
              update("--force job"),
              until("service inspect --format '{{json .JobStatus}}' job", "\"Index\""),
              outcome("job"),
              docker(LS)),
          Scenario.of(
              "job-scaled",
              service(JOB + "--replicas 1 busybox:latest true"),
              tasks("job", "complete", 1),
              docker("service scale -d job=3"),
              tasks("job", "complete", 3),
              outcome("job")),
          Scenario.of(
              "job-on-every-node",
              service("--name job --mode global-job busybox:latest true"),
              tasks("job", "complete", 3),
              outcome("job"),
              docker(LS)),
          Scenario.of(
              "job-with-an-update-config",
              service(JOB + "--update-parallelism 2 busybox:latest true"),
              service(
                  "--name job --mode global-job --rollback-order start-first busybox:latest true"),
              docker("service ls -q")),
          Scenario.of(
              "job-with-a-restart-condition-of-any",
              service(JOB + "--restart-condition any busybox:latest true"),
              docker("service ls -q")),
          Scenario.of(
              "concurrency-of-what-is-no-job",
              service("--name web --max-concurrent 2 busybox:latest SLEEPER"),
              service("--name web --mode global-job --max-concurrent 2 busybox:latest true"),
              docker("service ls -q")));

  private Jobs() {}
}
