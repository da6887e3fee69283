package io.jswarm.lab.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What a daemon has begun that takes a while: a crash in between may leave it done, but never
 * answered.
 */
final class UnderWay {
  private final SimWorker host;
  private final SimCluster world;
  private final List<Runnable> begun = new ArrayList<>();
  private boolean cut;

  UnderWay(SimWorker host, SimCluster world) {
    this.host = host;
    this.world = world;
  }

  /** Does the work after a while that the host's engine makes longer, and answers then. */
  void begin(int millisMax, Runnable work, Runnable answer) {
    begun.add(work);
    world
        .time()
        .after(
            host.someTime(millisMax),
            () -> {
              if (!cut && begun.remove(work)) {
                work.run();
                answer.run();
              }
            });
  }

  /** The daemon dies. */
  void cut() {
    cut = true;
    List<Runnable> open = List.copyOf(begun);
    begun.clear();
    open.stream().filter(_ -> world.random().nextBoolean()).forEach(Runnable::run);
  }
}
