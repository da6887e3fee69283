package io.jswarm.overlaynet.probe;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.overlaynet.kernel.EchoSocket;
import io.jswarm.overlaynet.kernel.KernelException;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the ways to other nodes, whose kernels answer: a daemon that is away breaks no way. Packets
 * are never cut to pieces: one that is too large is lost, as a container's would be.
 */
public final class Prober implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  /** What goes to and fro is told together: at most one report in so many periods. */
  private static final int PERIODS_PER_REPORT = 5;

  /** Answers taken in one period; other people's may be among them. */
  private static final int ANSWERS_MAX = 10_000;

  private final String ownNodeId;
  private final EchoSocket socket;
  private final InstantSource clock;
  private final Consumer<DataPathStatus> changed;
  private final PathWatch watch;
  private final Thread loop;
  private DataPathStatus told;
  private int periodsSinceReport = PERIODS_PER_REPORT;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * A prober of a node.
   *
   * @param socket its own: it closes it
   * @param random for what nobody should guess
   * @param changed told what is wrong, at the beginning and whenever that changes; must not block
   */
  public Prober(
      String ownNodeId,
      EchoSocket socket,
      InstantSource clock,
      RandomGenerator random,
      Consumer<DataPathStatus> changed) {
    this.ownNodeId = ownNodeId;
    this.socket = socket;
    this.clock = clock;
    this.changed = changed;
    this.watch = new PathWatch(clock.instant(), Stream.generate(random::nextLong).iterator());
    this.told = watch.status(ownNodeId);
    this.loop =
        Thread.ofVirtual()
            .name("probe")
            .uncaughtExceptionHandler(
                (_, fault) -> LOG.error("the ways to other nodes are tried no more", fault))
            .unstarted(this::run);
  }

  /** Begins to try. */
  public void start() {
    changed.accept(told);
    loop.start();
  }

  /** Tries these ways from now on. */
  public synchronized void watch(Collection<Target> targets) {
    watch.watch(targets, clock.instant());
  }

  private void run() {
    try {
      do {
        period();
      } while (!closing.await(PathWatch.PERIOD.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      LOG.debug("the prober stops");
    }
  }

  private synchronized void period() {
    if (closing.getCount() > 0) {
      hear();
      watch.tick(clock.instant()).forEach(this::send);
      tell();
    }
  }

  private void hear() {
    Optional<ByteBuffer> heard = socket.receive();
    for (int count = 1; heard.isPresent() && count < ANSWERS_MAX; count++) {
      Echo.answer(heard.get()).ifPresent(token -> watch.answered(token, clock.instant()));
      heard = socket.receive();
    }
  }

  /** One that cannot be sent counts as not answered. */
  private void send(PathWatch.Question question) {
    boolean v6 = question.to() instanceof Inet6Address;
    try {
      socket.send(question.to(), Echo.question(v6, question.token(), question.bytes()));
    } catch (KernelException e) {
      LOG.debug("a way cannot be tried: {}", e.getMessage());
    }
  }

  private void tell() {
    DataPathStatus now = watch.status(ownNodeId);
    periodsSinceReport++;
    if (!now.equals(told) && periodsSinceReport >= PERIODS_PER_REPORT) {
      told = now;
      periodsSinceReport = 0;
      changed.accept(now);
    }
  }

  @Override
  public synchronized void close() {
    if (closing.getCount() > 0) {
      closing.countDown();
      socket.close();
    }
  }
}
