package io.jswarm.lab.fleet;

import io.jswarm.api.codec.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that is many nodes. It joins them, a bounded number at a time, prints what it counts as
 * a line of JSON each second, and stops when its standard input ends.
 */
public final class Fleet {
  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

  private final FleetOptions options;
  private final Traffic traffic = new Traffic();
  private final List<FleetNode> nodes = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final long began = System.nanoTime();

  private Fleet(FleetOptions options) {
    this.options = options;
  }

  /** See {@link FleetOptions} for the arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    Fleet fleet = new Fleet(FleetOptions.parse(List.of(arguments)));
    Thread.ofVirtual().name("joins").start(fleet::join);
    fleet.report();
    // what the nodes run and hold is in memory only: there is nothing to put in order
    Runtime.getRuntime().halt(0);
  }

  private void join() {
    Semaphore places = new Semaphore(options.joinsAtOnce());
    for (int i = 0; i < options.nodes(); i++) {
      int number = options.first() + i;
      places.acquireUninterruptibly();
      Thread.ofVirtual()
          .name("join-" + number)
          .start(() -> {
            try {
              joinOne(number);
            } finally {
              places.release();
            }
          });
    }
  }

  private void joinOne(int number) {
    try {
      nodes.add(FleetNode.join(number, options, traffic, failures::incrementAndGet));
    } catch (IOException e) {
      failures.incrementAndGet();
      System.err.println("node " + number + " did not join: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() throws InterruptedException {
    Thread owner = Thread.ofVirtual().name("owner").start(Fleet::awaitEndOfInput);
    while (!owner.join(REPORT_EVERY)) {
      System.out.println(Json.write(counts()));
      System.out.flush();
    }
  }

  private static void awaitEndOfInput() {
    try {
      System.in.readAllBytes();
    } catch (IOException _) {
      // whoever wanted the fleet is gone
    }
  }

  private FleetCounts counts() {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new FleetCounts(
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
        nodes.size(),
        traffic.sessions(),
        traffic.sessionsBegun(),
        nodes.stream().mapToInt(FleetNode::running).sum(),
        failures.get(),
        traffic.messagesIn(),
        traffic.messagesOut(),
        traffic.bytesIn(),
        traffic.bytesOut(),
        heap.getUsed());
  }
}
