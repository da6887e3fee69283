package io.jswarm.lab.sidebyside.scenario;

import static io.jswarm.lab.sidebyside.script.Steps.docker;
import static io.jswarm.lab.sidebyside.script.Steps.outcome;
import static io.jswarm.lab.sidebyside.script.Steps.running;
import static io.jswarm.lab.sidebyside.script.Steps.service;
import static io.jswarm.lab.sidebyside.script.Steps.slots;
import static io.jswarm.lab.sidebyside.script.Steps.update;
import static io.jswarm.lab.sidebyside.script.Steps.updated;

import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import java.util.List;

/** Back to the spec before. */
final class Rollbacks {
  private static final Step WEB =
      service(
          "--name web --replicas 2 --update-monitor 1s --rollback-monitor 1s busybox:latest SLEEPER");

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "rollback-by-hand",
              WEB,
              running("web", 2),
              update("--image busybox:two web"),
              updated("web", "completed"),
              docker("service rollback -d web"),
              updated("web", "rollback_completed"),
              running("web", 2),
              outcome("web")),
          Scenario.of(
              "rollback-by-a-flag-of-update",
              WEB,
              running("web", 2),
              update("--image busybox:two web"),
              updated("web", "completed"),
              docker("service update -d --rollback web"),
              updated("web", "rollback_completed"),
              running("web", 2),
              outcome("web")),
          Scenario.of(
              "rollback-waits",
              WEB,
              running("web", 2),
              update("--image busybox:two web"),
              updated("web", "completed"),
              docker("service rollback web"),
              outcome("web")),
          Scenario.of(
              "rollback-of-a-rollback",
              WEB,
              running("web", 2),
              update("--image busybox:two web"),
              updated("web", "completed"),
              docker("service rollback -d web"),
              updated("web", "rollback_completed"),
              docker("service rollback -d web"),
              docker("service inspect --format '{{json .PreviousSpec}}' web"),
              running("web", 2),
              outcome("web")),
          Scenario.of(
              "rollback-of-replicas",
              WEB,
              running("web", 2),
              docker("service scale -d web=3"),
              running("web", 3),
              docker("service rollback -d web"),
              running("web", 2),
              slots("web"),
              outcome("web")),
          Scenario.of(
              "rollback-without-a-previous-spec",
              WEB,
              docker("service rollback -d web"),
              docker("service update -d --rollback web")),
          Scenario.of(
              "rollback-with-other-changes",
              WEB,
              docker("service update -d --rollback --image busybox:two web")));

  private Rollbacks() {}
}
