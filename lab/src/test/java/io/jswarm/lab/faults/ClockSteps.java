package io.jswarm.lab.faults;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.LabHost;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clocks of hosts that are set while their daemons run, and that are wrong when they start. */
final class ClockSteps {
  /** Certificates of a cluster that is a few minutes old begin an hour earlier. */
  private static final Duration LATE_MAX = Duration.ofHours(1);

  /** Certificates are valid for 90 days. */
  private static final Duration EARLY_MAX = Duration.ofDays(89);

  private static final Duration GOES_ON = Duration.ofSeconds(3);
  private static final Duration SAID = Duration.ofSeconds(60);

  private ClockSteps() {}

  /** The leader's clock is set, and its daemon dies and starts by it; then it is right again. */
  static Scenario ofTheLeader(Duration... steps) {
    return new Scenario(
        "the leader's clock set by %s, first while it runs, then before it starts"
            .formatted(text(steps)),
        ground -> {
          makeSettable(ground.managerHosts());
          for (Duration step : steps) {
            hurt(ground, ground.leader(), step);
          }
          leaveClocks(ground.managerHosts());
        });
  }

  /** The same with a worker. */
  static Scenario ofTheWorker(Duration... steps) {
    return new Scenario(
        "the worker's clock set by %s, first while it runs, then before it starts"
            .formatted(text(steps)),
        ground -> {
          LabHost worker = ground.lab().hosts().getLast();
          makeSettable(List.of(worker));
          for (Duration step : steps) {
            hurt(ground, worker, step);
          }
          leaveClocks(List.of(worker));
        });
  }

  private static String text(Duration... steps) {
    return Stream.of(steps)
        .map(step -> step.toHours() % 24 == 0 ? step.toDays() + " days" : step.toHours() + " hours")
        .collect(Collectors.joining(", "));
  }

  private static void hurt(Ground ground, LabHost victim, Duration step) throws Exception {
    victim.setClock(step);
    ground.pause(GOES_ON);
    victim.killDaemon();
    victim.startDaemon();
    if (step.compareTo(EARLY_MAX) > 0 || step.negated().compareTo(LATE_MAX) > 0) {
      ClusterView.within(
          SAID,
          victim.hostname() + " says that its certificate is not valid by its clock",
          () ->
              error(victim).contains("the certificate of node ")
                  && error(victim).contains("clocks"));
    }
    ground.pause(GOES_ON);
    victim.setClock(Duration.ZERO);
    ClusterView.within(
        SAID, victim.hostname() + " takes part again", () -> error(victim).isEmpty());
    var _ = ground.leader();
  }

  private static String error(LabHost host) throws Exception {
    return new EngineApi(host, ServiceClient.LIMIT)
        .get("/info")
        .orThrow()
        .path("Swarm")
        .path("Error")
        .asString("");
  }

  /** A daemon's clock can be set when it was started so. */
  private static void makeSettable(List<LabHost> hosts) throws InterruptedException {
    for (LabHost host : hosts) {
      host.setClock(Duration.ZERO);
      host.killDaemon();
      host.beginDaemon();
    }
    for (LabHost host : hosts) {
      host.awaitDaemon();
    }
  }

  private static void leaveClocks(List<LabHost> hosts) throws InterruptedException {
    for (LabHost host : hosts) {
      host.leaveClock();
    }
  }
}
