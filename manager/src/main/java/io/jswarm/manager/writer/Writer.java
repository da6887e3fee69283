package io.jswarm.manager.writer;

import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the {@link WriterCore} a thread, a clock and the log. Callers block until their command is
 * answered; nothing else of the manager blocks on the writer.
 */
public final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LEASE_CHECK_MAX = Duration.ofMillis(2500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /**
   * How long a round that was in flight when leadership was lost is watched for its fate here; the
   * next leader, once there is one, is asked under the same request id and knows.
   */
  private static final Duration FATE_PATIENCE = Duration.ofMillis(500);

  /** Before the many threads that serve callers: all wait for its rounds (docs/adr/028). */
  private static final int PRIORITY = Thread.NORM_PRIORITY + 2;

  private static final CommandResult FATE_UNKNOWN =
      new CommandResult.Unknown(
          "the outcome of the command is unknown: it was not committed in time. Look whether it was"
              + " done before trying again.");

  private final WriterCore core;
  private final ClusterStore store;
  private final Subscription rounds;
  private final InstantSource clock;
  private final FailoverTrace trace;
  private final LinkedBlockingQueue<Supplier<List<WriterEffect>>> events =
      new LinkedBlockingQueue<>();
  private final Thread thread;

  // owned by the writer's thread
  private final Map<Long, CompletableFuture<CommandResult>> commands = new HashMap<>();
  private final Map<Long, Runnable> recorded = new HashMap<>();
  private long tickets;
  private @Nullable Instant wakeAt;

  private volatile @Nullable ReplicatedLog log;
  private volatile boolean leads;
  private volatile long leaderlessSinceNanos = System.nanoTime();

  /**
   * @param clock the time of the cluster
   * @param trace told of the first round of each term
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing is right or wrong by it, only sooner
  public Writer(WriterCore core, ClusterStore store, InstantSource clock, FailoverTrace trace) {
    this.trace = trace;
    this.core = core;
    this.store = store;
    this.clock = clock;
    this.rounds = store.watchAfter(store.image().round(), () -> events.add(List::of));
    this.thread =
        Thread.ofPlatform().name("writer").daemon().priority(PRIORITY).unstarted(this::run);
  }

  /** Begins to work; the log must not have told of leadership before. */
  public void start(ReplicatedLog replicatedLog) {
    log = replicatedLog;
    thread.start();
  }

  /** This manager leads. */
  public void becameLeader(long term) {
    leads = true;
    events.add(() -> core.becameLeader(term, store.image(), clock.instant()));
  }

  /** This manager leads no more. */
  public void lostLeadership() {
    leaderlessSinceNanos = System.nanoTime();
    leads = false;
    events.add(core::lostLeadership);
  }

  /**
   * Has a command decided and committed.
   *
   * @return {@link CommandResult.Unknown} when its fate was not known in time
   */
  public CommandResult submit(Request request, Duration timeout) throws InterruptedException {
    CompletableFuture<CommandResult> answer = new CompletableFuture<>();
    events.add(() -> {
      long ticket = tickets++;
      commands.put(ticket, answer);
      return core.offer(new WriterInput.Submit(ticket, request), clock.instant());
    });
    return await(answer, System.nanoTime() + timeout.toNanos());
  }

  private CommandResult await(CompletableFuture<CommandResult> answer, long giveUpNanos)
      throws InterruptedException {
    while (true) {
      try {
        return answer.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        long now = System.nanoTime();
        boolean leaderless = !leads && now - leaderlessSinceNanos > FATE_PATIENCE.toNanos();
        if (leaderless || now - giveUpNanos > 0) {
          return FATE_UNKNOWN;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a command's answer cannot fail", e);
      }
    }
  }

  /**
   * Records what a node says of its tasks; {@code whenRecorded} runs on the writer's thread once
   * that is committed.
   */
  public void report(String nodeId, List<TaskReport> tasks, Runnable whenRecorded) {
    events.add(() -> {
      long ticket = tickets++;
      recorded.put(ticket, whenRecorded);
      return core.offer(new WriterInput.Reports(ticket, nodeId, tasks), clock.instant());
    });
  }

  /** Records how a node is. */
  public void observe(WriterInput.Observation observation) {
    events.add(() -> core.offer(observation, clock.instant()));
  }

  /** A node has begun a session with this leader, or has none any more. */
  public void attended(String nodeId, boolean present) {
    events.add(() -> core.offer(new WriterInput.Attendance(nodeId, present), clock.instant()));
  }

  /** What tasks of a node use. */
  public void measured(String nodeId, WorkerMessage.Usage usage) {
    events.add(() -> core.offer(new WriterInput.Measured(nodeId, usage), clock.instant()));
  }

  /** Writes the first state of a new cluster, unless there is one. */
  public void found(WriterInput.Founding founding) {
    events.add(() -> core.offer(founding, clock.instant()));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Supplier<List<WriterEffect>> event = next();
        catchUp();
        perform(event == null ? core.tick(clock.instant()) : event.get());
      }
    } catch (InterruptedException _) {
      LOG.debug("the writer ends");
    }
  }

  private @Nullable Supplier<List<WriterEffect>> next() throws InterruptedException {
    Instant at = wakeAt;
    Duration wait = at == null ? IDLE : atMostIdle(Duration.between(clock.instant(), at));
    if (wait.isNegative() || wait.isZero()) {
      wakeAt = null;
      return events.poll();
    }
    Supplier<List<WriterEffect>> event = events.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      wakeAt = null;
    }
    return event;
  }

  /** The clock may be set meanwhile: what is due then is not to wait for as long as it seemed. */
  private static Duration atMostIdle(Duration wait) {
    return wait.compareTo(IDLE) < 0 ? wait : IDLE;
  }

  /** What the log has done comes before what happened because of it. */
  private void catchUp() {
    for (Update update = rounds.poll(); update != null; update = rounds.poll()) {
      perform(
          switch (update) {
            case Update.Delta(var _, Round round, var after) -> {
              if (leads) {
                trace.first("first-commit", "round=" + round.number());
              }
              yield core.applied(round, after, clock.instant());
            }
            case Update.Resync(var image) -> core.restored(image);
          });
    }
  }

  private void perform(List<WriterEffect> effects) {
    for (WriterEffect effect : effects) {
      switch (effect) {
        case WriterEffect.Propose(Round round) -> propose(round);
        case WriterEffect.Answer(long ticket, CommandResult result) -> answer(ticket, result);
        case WriterEffect.AnswerIfLeading decided -> confirm(decided);
        case WriterEffect.Recorded(long ticket) -> {
          Runnable callback = recorded.remove(ticket);
          if (callback != null) {
            callback.run();
          }
        }
        case WriterEffect.WakeAt(Instant at) -> wakeAt = at;
        case WriterEffect.Forget(long ticket) -> recorded.remove(ticket);
      }
    }
  }

  private void propose(Round round) {
    trace.first("first-round", "round=" + round.number() + " changes=" + round.changes().size());
    theLog()
        .propose(
            store.seal(round),
            outcome -> {
              switch (outcome) {
                case Outcome.Committed _ -> {
                  // the store tells of it
                }
                case Outcome.NotAppended(String reason) -> {
                  LOG.info("round {} was not appended: {}", round.number(), reason);
                  events.add(() -> core.notAppended(round, clock.instant()));
                }
                case Outcome.Unknown(String reason) -> {
                  LOG.warn("the fate of round {} is open: {}", round.number(), reason);
                  events.add(() -> core.unknown(round, clock.instant()));
                }
              }
            });
  }

  private void answer(long ticket, CommandResult result) {
    CompletableFuture<CommandResult> waiting = commands.remove(ticket);
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  private void confirm(WriterEffect.AnswerIfLeading decided) {
    theLog()
        .readBarrier(
            LEASE_CHECK_MAX,
            barrier -> events.add(() -> List.of(core.confirmed(decided, barrier))));
  }

  private ReplicatedLog theLog() {
    ReplicatedLog present = log;
    if (present == null) {
      throw new IllegalStateException("the writer works before it was started");
    }
    return present;
  }

  /** Stops the thread. Commands that wait are left to their time-outs. */
  public void stop() throws InterruptedException {
    rounds.close();
    thread.interrupt();
    thread.join();
  }
}
