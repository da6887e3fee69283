package io.jswarm.lab.sim;

import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.writer.WriterCore;
import io.jswarm.manager.writer.WriterEffect;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SeededIds;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link io.jswarm.manager.writer.Writer} is, with an inbox for a thread. */
final class SimWriter {
  private static final Duration LEASE_CHECK_MAX = Duration.ofSeconds(3);
  private static final Duration FATE_PATIENCE = Duration.ofMillis(1500);
  private static final CommandResult FATE_UNKNOWN = new CommandResult.Unknown("not in time");

  private final VirtualTime time;
  private final SimClock clock;
  private final Mutant mutant;
  private final ClusterStore store;
  private final WriterCore core;
  private final Inbox inbox;
  private final Subscription rounds;
  private final Map<Long, Consumer<CommandResult>> commands = new TreeMap<>();
  private final Map<Long, Runnable> recorded = new TreeMap<>();
  private @Nullable ReplicatedLog log;
  private long tickets;
  private boolean leads;
  private Instant leaderlessSince;
  private @Nullable Instant wakeAt;
  private long alarms;

  /**
   * A writer on a store.
   *
   * @param clock this manager's, which may be off and set at any time
   */
  SimWriter(SimCluster world, Random random, ClusterStore store, SimClock clock) {
    this.mutant = world.mutant();
    this.time = world.time();
    this.clock = clock;
    this.store = store;
    this.leaderlessSince = time.now();
    SeededIds ids = new SeededIds(new Random(random.nextLong()));
    this.core = new WriterCore(store.image(), new CommandExecutor(ids), ids);
    this.inbox = new Inbox(time, random);
    this.rounds = store.watchAfter(store.image().round(), () -> event(List::of));
  }

  void start(ReplicatedLog replicatedLog) {
    log = replicatedLog;
  }

  void stop() {
    alarms++;
    rounds.close();
    inbox.close();
  }

  void pause() {
    inbox.pause();
  }

  void resume() {
    inbox.resume();
  }

  /** Makes the writer's thread slow. */
  void slow(Duration each) {
    inbox.slow(each);
  }

  void becameLeader(long term) {
    leads = true;
    event(() -> core.becameLeader(term, store.image(), now()));
  }

  void lostLeadership() {
    leads = false;
    leaderlessSince = time.now();
    event(core::lostLeadership);
  }

  void submit(Request request, Consumer<CommandResult> told) {
    long ticket = ++tickets;
    commands.put(ticket, told);
    event(() -> core.offer(new WriterInput.Submit(ticket, mutant.bend(request)), now()));
    watch(ticket);
  }

  /** A caller of a manager that leads no more does not wait for ever. */
  private void watch(long ticket) {
    time.after(
        Duration.ofMillis(100),
        () -> {
          if (commands.containsKey(ticket)) {
            if (!leads && leaderlessSince.plus(FATE_PATIENCE).isBefore(time.now())) {
              answer(ticket, FATE_UNKNOWN);
            } else {
              watch(ticket);
            }
          }
        });
  }

  void report(String nodeId, List<TaskReport> tasks, Runnable whenRecorded) {
    long ticket = ++tickets;
    if (mutant == Mutant.DROPS_STATUSES && ticket % 3 == 0) {
      whenRecorded.run();
      return;
    }
    recorded.put(ticket, whenRecorded);
    event(() -> core.offer(new WriterInput.Reports(ticket, nodeId, tasks), now()));
  }

  void observe(WriterInput.Observation seen) {
    event(() -> core.offer(seen, now()));
  }

  void attended(String nodeId, boolean present) {
    event(() -> core.offer(new WriterInput.Attendance(nodeId, present), now()));
  }

  void measured(String nodeId, WorkerMessage.Usage usage) {
    event(() -> core.offer(new WriterInput.Measured(nodeId, usage), now()));
  }

  void found(WriterInput.Founding founding) {
    event(() -> core.offer(founding, now()));
  }

  private Instant now() {
    return clock.wall();
  }

  private void event(Supplier<List<WriterEffect>> event) {
    inbox.add(() -> {
      catchUp();
      perform(event.get());
      setAlarm();
    });
  }

  /** As the writer's thread waits: for a span, which it works out anew after each event. */
  private void setAlarm() {
    long alarm = ++alarms;
    Instant at = wakeAt;
    if (at != null) {
      Duration wait = Duration.between(now(), at);
      clock.after(
          wait.isNegative() ? Duration.ZERO : wait,
          () -> {
            if (alarm == alarms) {
              wakeAt = null;
              event(() -> core.tick(now()));
            }
          });
    }
  }

  private void catchUp() {
    for (Update update = rounds.poll(); update != null; update = rounds.poll()) {
      perform(
          switch (update) {
            case Update.Delta(var _, Round round, var after) -> core.applied(round, after, now());
            case Update.Resync(var image) -> core.restored(image);
          });
    }
  }

  private void perform(List<WriterEffect> effects) {
    for (WriterEffect effect : effects) {
      switch (effect) {
        case WriterEffect.Propose(Round round) -> {
          if (mutant == Mutant.ANSWERS_BEFORE_COMMIT) {
            List.copyOf(commands.keySet()).forEach(ticket -> answer(ticket, done(round)));
          }
          propose(round);
        }
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

  private static CommandResult done(Round round) {
    return new CommandResult.Done("unknown", round.number(), List.of());
  }

  private void propose(Round round) {
    theLog()
        .propose(
            store.seal(mutant.bend(round, store.image(), now())),
            outcome -> {
              switch (outcome) {
                case Outcome.Committed _ -> {}
                case Outcome.NotAppended _ -> event(() -> core.notAppended(round, now()));
                case Outcome.Unknown _ -> event(() -> core.unknown(round, now()));
              }
            });
  }

  private void answer(long ticket, CommandResult result) {
    Consumer<CommandResult> waiting = commands.remove(ticket);
    if (waiting != null) {
      waiting.accept(result);
    }
  }

  private void confirm(WriterEffect.AnswerIfLeading decided) {
    theLog()
        .readBarrier(
            LEASE_CHECK_MAX, barrier -> event(() -> List.of(core.confirmed(decided, barrier))));
  }

  /** Has a majority confirm that this manager leads. */
  void confirmLead(Consumer<Boolean> told) {
    theLog()
        .readBarrier(
            LEASE_CHECK_MAX, barrier -> told.accept(barrier instanceof Barrier.Reached && leads));
  }

  private ReplicatedLog theLog() {
    if (log == null) {
      throw new IllegalStateException("the writer works before it was started");
    }
    return log;
  }
}
