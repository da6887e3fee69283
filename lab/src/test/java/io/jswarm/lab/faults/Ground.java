package io.jswarm.lab.faults;

import io.jswarm.lab.e2e.Answer;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A cluster to be hurt: hosts 1 to {@code managers} are its managers.
 *
 * @param silences filled by the faults: when which manager could reach nobody
 */
record Ground(Lab lab, int managers, Random random, List<Silence> silences) {
  /**
   * A manager could reach no other, and no other could reach it.
   *
   * @param sinceNanos on the scale of {@link System#nanoTime()}
   */
  record Silence(LabHost manager, long sinceNanos, long untilNanos) {}

  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Duration LEADER_MAX = Duration.ofMinutes(1);

  List<LabHost> managerHosts() {
    return lab.hosts().subList(0, managers);
  }

  LabHost anyManager() {
    return lab.host(1 + random.nextInt(managers));
  }

  LabHost anyHost() {
    return lab.host(1 + random.nextInt(lab.hosts().size()));
  }

  /** A manager that is not this one; this one itself when it is alone. */
  LabHost another(LabHost than) {
    return lab.host(than.index() % managers + 1);
  }

  /** The leader, as one of the managers names it. Waits until there is one that is confirmed. */
  LabHost leader() throws InterruptedException {
    long giveUp = System.nanoTime() + LEADER_MAX.toNanos();
    while (System.nanoTime() < giveUp) {
      for (LabHost manager : managerHosts()) {
        Optional<LabHost> leader = leaderSeenBy(manager);
        if (leader.isPresent()) {
          return leader.get();
        }
      }
      pause(Duration.ofMillis(50));
    }
    throw new IllegalStateException("no manager names a leader within " + LEADER_MAX);
  }

  private Optional<LabHost> leaderSeenBy(LabHost manager) {
    try {
      Answer nodes = new EngineApi(manager, LOOK).get("/nodes");
      for (JsonNode node : nodes.orThrow()) {
        if (node.path("ManagerStatus").path("Leader").asBoolean(false)) {
          String hostname = node.path("Description").path("Hostname").asString("");
          return lab.hosts().stream().filter(h -> h.hostname().equals(hostname)).findFirst();
        }
      }
    } catch (IOException | IllegalStateException e) {
      return Optional.empty(); // asks the next one
    }
    return Optional.empty();
  }

  void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  /** A time between the two, by the seed. */
  Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }
}
