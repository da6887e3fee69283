package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.worker.agent.AgentInput;
import java.util.ArrayDeque;

/**
 * The part of a daemon that makes its host's kernel follow: in order and after a while, all that
 * has come by then; lost when the daemon dies before.
 */
final class SimDataPath {
  private final SimDaemon daemon;
  private final SimWorker host;
  private final SimCluster world;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

  SimDataPath(SimDaemon daemon, SimWorker host, SimCluster world) {
    this.daemon = daemon;
    this.host = host;
    this.world = world;
  }

  /** A session begins, and all that is known will be named again. */
  void begin() {
    add(host.kernel::begin);
  }

  /** These are the facts now; answered by the number they came with. */
  void apply(long number, Networks networks) {
    add(() -> {
      host.kernel.apply(networks, world.mutant());
      daemon.give(new AgentInput.FactsApplied(number, networks.sequence()));
    });
  }

  private void add(Runnable work) {
    waiting.add(work);
    if (waiting.size() == 1) {
      world.time().after(host.someTimeForFacts(), this::follow);
    }
  }

  private void follow() {
    while (!daemon.isOver() && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
