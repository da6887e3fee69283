package io.jswarm.lab.load;

import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Runs a load and takes its services away again. */
public final class Load {
  /** Longer than any daemon here keeps a client waiting for a leader. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LoadPlan plan;
  private final String prefix =
      "load-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

  public Load(LoadPlan plan) {
    this.plan = plan;
  }

  /** Asks, reports, and removes the services it has made. */
  public LoadReport run() throws IOException, InterruptedException {
    try {
      return measure();
    } finally {
      clean();
    }
  }

  /** The names of all services of this load begin with it. */
  public String prefix() {
    return prefix;
  }

  /** Asks and reports; the services it has made stay. */
  public LoadReport measure() throws IOException, InterruptedException {
    if (plan.operation() == Operation.INSPECT) {
      Reply reply = new Engine(plan.socket()).ask(Operation.create(prefix), PATIENCE);
      if (!reply.succeeded()) {
        throw new IOException("the service to inspect was not created: " + reply);
      }
    }
    long begin = System.nanoTime();
    List<LoadClient> clients = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < plan.clients(); number++) {
      var client = new LoadClient(plan, prefix, number, begin);
      clients.add(client);
      threads.add(Thread.ofVirtual().name("client-" + number).start(client));
    }
    await(clients, threads, begin + plan.warmUp().plus(plan.time()).plus(PATIENCE).toNanos());
    double seconds = (System.nanoTime() - begin) / 1e9 - plan.warmUp().toNanos() / 1e9;
    var latencies = new Latencies();
    var errors = new Errors();
    for (LoadClient client : clients) {
      latencies.addAll(client.latencies());
      errors.addAll(client.errors());
    }
    return LoadReport.of(plan, seconds, latencies, errors);
  }

  /** Removes every service whose name begins as this load's do. */
  public void clean() throws IOException, InterruptedException {
    boolean made = plan.operation() == Operation.CREATE || plan.operation() == Operation.INSPECT;
    if (!made) {
      return;
    }
    new Removal(plan.socket(), prefix).run();
  }

  private static void await(List<LoadClient> clients, List<Thread> threads, long deadlineNanos)
      throws InterruptedException {
    for (int i = 0; i < threads.size(); i++) {
      Thread thread = threads.get(i);
      while (!thread.join(Duration.ofMillis(100))) {
        if (System.nanoTime() - deadlineNanos > 0) {
          clients.get(i).hangUp();
        }
      }
    }
  }
}
