package io.jswarm.lab.sim;

import io.jswarm.raftstore.sim.SimLogSettings;
import java.time.Duration;
import java.util.List;

/** One seed from beginning to end: users and bad weather, then calm, then everything as wished. */
final class Campaign {
  private static final List<Integer> MANAGERS = List.of(3, 1, 3, 5, 3);
  private static final int WORKERS = 3;
  private static final int STEPS = 60;
  private static final int STEP_MILLIS_MAX = 1_500;

  /**
   * A stubborn task's grace, a minute's wait for it, a restart delay of half a minute, and time.
   */
  private static final Duration CALM_WITHIN = Duration.ofMinutes(4);

  private Campaign() {}

  /** What a run came to. */
  record Result(long hash, long rounds, long changes, int acknowledged, Duration virtual) {}

  /**
   * Runs a seed.
   *
   * @throws AssertionError when anything is not as it must be; the last lines of the trace are in
   *     it
   */
  static Result run(long seed) {
    return run(seed, Mutant.NONE);
  }

  /** Runs a seed with a product that is broken in a certain way. */
  static Result run(long seed, Mutant mutant) {
    SimLogSettings log = seed % 3 == 0 ? SimLogSettings.CALM : SimLogSettings.ROUGH;
    int managers = MANAGERS.get((int) (seed % MANAGERS.size()));
    SimCluster world =
        new SimCluster(seed, new SimCluster.Shape(managers, WORKERS, log, mutant, true));
    Users users = new Users(world);
    Weather weather = new Weather(world);
    try {
      for (int i = 0; i < STEPS; i++) {
        users.act();
        users.nodes().replaceRemoved();
        if (world.random().nextInt(3) == 0) {
          weather.strike();
        }
        world.pass(Duration.ofMillis(1 + world.random().nextInt(STEP_MILLIS_MAX)));
      }
      weather.end();
      world.heal();
      calm(world, users);
      users.checkAcknowledged();
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + "\nlast of the trace:\n" + String.join("\n", world.trace().last()), e);
    }
    return new Result(
        world.trace().hash(),
        world.ledger().rounds(),
        world.ledger().changes(),
        users.done(),
        Duration.between(io.jswarm.testkit.VirtualTime.START, world.time().now()));
  }

  private static void calm(SimCluster world, Users users) {
    world.pass(Duration.ofSeconds(30)); // commands under way are answered
    world.within(
        Duration.ofMinutes(1),
        "all nodes are active",
        () -> {
          users.nodes().replaceRemoved();
          users.nodes().activateAll();
          boolean roomy = users.enlargeAll();
          world.pass(Duration.ofSeconds(1));
          return roomy
              && Convergence.isWhole(world)
              && world.image().nodes().values().stream()
                  .allMatch(n -> n.spec().isActive() && n.spec().labels().isEmpty());
        });
    java.time.Instant end = world.time().now().plus(CALM_WITHIN);
    List<String> missing = Convergence.missing(world);
    while (!missing.isEmpty()) {
      if (world.time().now().isAfter(end)) {
        throw new AssertionError("not within " + CALM_WITHIN + ": " + String.join("; ", missing));
      }
      world.pass(Duration.ofSeconds(1));
      missing = Convergence.missing(world);
    }
    Ledger.require(users.unanswered() < 60, () -> "too many commands were never answered");
  }
}
