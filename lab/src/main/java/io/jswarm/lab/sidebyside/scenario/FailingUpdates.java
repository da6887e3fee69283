package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.List;

/** Roll-outs of what does not work: pause, go on, or go back. */
final class FailingUpdates {
  private static final String FAIL = "--args 'sh -c \"exit 3\"' ";

  /** The delay lets Docker notice a failure before it begins with the next slot. */
  private static final Step WEB =
      service(
          "--name web --replicas 2 --update-delay 3s --update-monitor 2s --rollback-monitor 1s --restart-condition none"
              + " busybox:latest SLEEPER");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "failure-pauses",
              WEB,
              running("web", 2),
              update(FAIL + "web"),
              updated("web", "paused"),
              outcome("web"),
              docker("service ls --format '{{.Name}} {{.Replicas}}'")),
          Scenario.of(
              "failure-pauses-and-an-update-mends",
              WEB,
              running("web", 2),
              update(FAIL + "web"),
              updated("web", "paused"),
              update("--args 'sleep 1000' --stop-signal KILL web"),
              updated("web", "completed"),
              running("web", 2),
              docker("service inspect --format '{{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "failure-is-passed-over",
              WEB,
              running("web", 2),
              update(FAIL + "--update-failure-action continue web"),
              updated("web", "completed"),
              outcome("web")),
          Scenario.of(
              "failure-goes-back",
              WEB,
              running("web", 2),
              update(FAIL + "--update-failure-action rollback web"),
              updated("web", "rollback_completed"),
              running("web", 2),
              outcome("web"),
              docker(
                  "service inspect --format '{{json .Spec.TaskTemplate.ContainerSpec.Args}}' web")),
          Scenario.of(
              "failure-goes-back-while-a-client-waits",
              WEB,
              running("web", 2),
              docker(
                  "service update --detach=false --no-resolve-image "
                      + FAIL
                      + "--update-failure-action rollback web"),
              updated("web", "rollback_completed"),
              outcome("web")),
          Scenario.of(
              "failure-within-the-ratio",
              service(
                  "--name web --replicas 2 --update-monitor 2s --restart-condition none --env 'SLOT={{.Task.Slot}}'"
                      + " busybox:latest SLEEPER"),
              running("web", 2),
              update(
                  "--update-max-failure-ratio 0.6 --args 'sh -c \"test $SLOT = 1 && exit 3; exec sleep 1000\"' --stop-signal KILL web"),
              updated("web", "completed"),
              outcome("web")),
          Scenario.of(
              "failure-beyond-the-ratio",
              WEB,
              running("web", 2),
              update(FAIL + "--update-max-failure-ratio 0.6 web"),
              updated("web", "paused"),
              outcome("web")),
          Scenario.of(
              "failure-of-all-at-once-goes-back",
              WEB,
              running("web", 2),
              update(FAIL + "--update-parallelism 0 --update-failure-action rollback web"),
              updated("web", "rollback_completed"),
              running("web", 2),
              docker(
                  "service inspect --format '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "failure-of-what-starts-first",
              WEB,
              running("web", 2),
              update(FAIL + "--update-order start-first web"),
              updated("web", "paused"),
              docker(
                  "service inspect --format '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web")),
          Scenario.of(
              "an-image-that-is-not-there-pauses",
              WEB,
              running("web", 2),
              update("--image nosuch:latest web"),
              updated("web", "paused"),
              outcome("web")),
          Scenario.of(
              "a-new-task-that-never-fits",
              WEB,
              running("web", 2),
              update("--constraint-add node.labels.nope==x --env-add A=1 web"),
              outcome("web")));

  private FailingUpdates() {}
}
