package io.jswarm.manager.dispatch.live;

import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.Methods;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.dispatch.DispatchCounters;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.manager.dispatch.DispatchInput;
import io.jswarm.manager.dispatch.DispatcherCore;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manager's dispatcher at work. It serves sessions from the start; until {@link #leading} it
 * sends every node on to the leader.
 */
public final class Dispatcher implements AutoCloseable {
  /** Before the many threads that carry what nodes say: docs/adr/028. */
  private static final int PRIORITY = Thread.NORM_PRIORITY + 2;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Nothing to wait for: look again after this long at the latest. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(5);

  /** Changes of several rounds that are looked at together: some five rounds of a large deploy. */
  private static final int CHANGES_AT_ONCE = 10_000;

  private final DispatcherCore core;
  private final Leader leader;
  private final WriterPort writer;
  private final ClusterStore store;
  private final InstantSource clock;
  private final NodeStreams streams;
  private final FailoverTrace trace;
  private final BooleanSupplier callersWait;
  private final LinkedBlockingQueue<Event> inbox = new LinkedBlockingQueue<>();

  @SuppressWarnings("ThreadPriorityCheck") // nothing is right or wrong by it, only sooner
  private final Thread thread =
      Thread.ofPlatform().daemon().name("dispatcher").priority(PRIORITY).unstarted(this::loop);

  private @Nullable Subscription rounds; // owned by the thread; null while it waits for none
  private boolean leads; // owned by the thread
  private boolean tickUnderWay; // owned by the thread
  private volatile boolean stopped;

  /** What wakes the thread. */
  private sealed interface Event {
    /** Something for the core. */
    record Input(DispatchInput input) implements Event {}

    /** This manager leads now. */
    record Lead() implements Event {}

    /** This manager leads no more. */
    record Follow() implements Event {}

    /** The store may have a new round. */
    record News() implements Event {}

    /** All that had come when a tick was asked for has been read. */
    record Tick() implements Event {}
  }

  /**
   * A dispatcher that does not lead.
   *
   * @param ownNodeId the node of this manager
   * @param leader asked who leads while this manager does not; its store is the dispatcher's
   * @param clock must not be set back or forth: silence is measured with it
   * @param trace told when nodes come after a change of leaders
   * @param callersWait whether callers wait who are not known yet; see {@link DispatchInput.Tick}
   */
  public Dispatcher(
      String ownNodeId,
      Leader leader,
      WriterPort writer,
      InstantSource clock,
      FailoverTrace trace,
      BooleanSupplier callersWait) {
    this.trace = trace;
    this.callersWait = callersWait;
    this.core = new DispatcherCore(ownNodeId);
    this.leader = leader;
    this.store = leader.store();
    this.writer = writer;
    this.clock = clock;
    this.streams = new NodeStreams(input -> inbox.add(new Event.Input(input)), clock);
  }

  /**
   * Begins to serve.
   *
   * @param onFault called once, on the dispatcher's thread, if a broken invariant has ended it
   */
  public void start(Consumer<Throwable> onFault) {
    thread.setUncaughtExceptionHandler((_, fault) -> {
      LOG.error("the dispatcher has died of a fault", fault);
      onFault.accept(fault);
    });
    thread.start();
  }

  /** This manager leads, and the store has all that was committed before. */
  public void leading() {
    inbox.add(new Event.Lead());
  }

  /** This manager does not lead, or no longer. */
  public void notLeading() {
    inbox.add(new Event.Follow());
  }

  /** What it has counted. */
  public DispatchCounters counters() {
    return core.counters();
  }

  /**
   * The session method of the control port.
   *
   * @param caller tells, within a call, which node it is from
   */
  public ServerMethodDefinition<WorkerMessage, ManagerMessage> sessions(
      Supplier<Optional<PeerIdentity>> caller) {
    return ServerMethodDefinition.create(
        Methods.SESSION,
        ServerCalls.asyncBidiStreamingCall(answers ->
            streams.accept(
                caller
                    .get()
                    .orElseThrow(() ->
                        Status.UNAUTHENTICATED
                            .withDescription("a node certificate is needed")
                            .asRuntimeException()),
                answers)));
  }

  /** Stops; nodes look for another manager. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    streams.closeAll("this manager stops");
  }

  private void loop() {
    try {
      while (!stopped) {
        Event event = inbox.poll(untilWake().toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
          askForTick();
        } else {
          handle(event);
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("the dispatcher stops");
    } finally {
      stopped = true;
      unsubscribe();
    }
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Input(DispatchInput input) -> {
        take(input);
        if (input instanceof DispatchInput.Received received) {
          streams.taken(received);
        }
        tickIfOverdue();
      }
      case Event.Lead() -> {
        unsubscribe();
        leads = true;
        rounds = store.watch(() -> inbox.add(new Event.News()));
        readRounds(true);
        trace.first("dispatcher-leads", "nodes=" + core.expected());
      }
      case Event.Follow() -> {
        leads = false;
        follow();
      }
      case Event.News() -> {
        if (leads) {
          readRounds(false);
        } else {
          lookForLeader();
        }
      }
      case Event.Tick() -> {
        tickUnderWay = false;
        take(new DispatchInput.Tick(streams.unread(), callersWait.getAsBoolean()));
        tickIfOverdue();
      }
    }
  }

  /**
   * The log may name a leader before this manager's image knows it, as after a start, or one that
   * has just been let in.
   */
  private void follow() {
    unsubscribe();
    ManagerAddress address = leader.address().orElse(null);
    boolean named = leader.isElsewhere();
    if (named && address == null) {
      rounds = store.watch(() -> inbox.add(new Event.News()));
    }
    take(new DispatchInput.NotLeading(address, named));
  }

  private void lookForLeader() {
    while (rounds != null && rounds.poll() != null) {
      // what the rounds are about is not this manager's affair
    }
    if (rounds != null && leader.address().isPresent()) {
      follow();
    }
  }

  /**
   * Reads all rounds there are; the first update after a change of leader begins the term. Rounds
   * that have come meanwhile are taken together: a node that has tasks in several hears of them in
   * one message, and a dispatcher that is behind catches up.
   */
  private void readRounds(boolean leads) {
    boolean first = leads;
    List<Change> changes = new ArrayList<>();
    Update update = rounds == null ? null : rounds.poll();
    while (update != null && rounds != null) {
      Update next = rounds.poll();
      switch (update) {
        case Update.Delta(var _, Round round, var after) -> {
          changes.addAll(round.changes());
          if (first) {
            take(new DispatchInput.Leading(after));
            changes.clear();
          } else if (!(next instanceof Update.Delta) || changes.size() >= CHANGES_AT_ONCE) {
            take(new DispatchInput.ImageChanged(after, List.copyOf(changes)));
            changes.clear();
          }
        }
        case Update.Resync(var image) ->
            take(first ? new DispatchInput.Leading(image) : new DispatchInput.ImageReplaced(image));
      }
      first = false;
      update = next;
    }
  }

  /** A busy inbox must not keep silent nodes alive. */
  private void tickIfOverdue() {
    if (inbox.isEmpty() && untilWake().isZero()) {
      askForTick();
    }
  }

  /**
   * A tick comes the way nodes' words come, by a virtual thread: what a node has said before is
   * heard before, and when that way is slow the tick is late, which is held against this manager
   * and not against the nodes.
   */
  private void askForTick() {
    if (!tickUnderWay) {
      tickUnderWay = true;
      Thread.ofVirtual().name("tick").start(() -> inbox.add(new Event.Tick()));
    }
  }

  private void take(DispatchInput input) {
    core.step(input, clock.instant()).forEach(this::perform);
  }

  private void perform(DispatchEffect effect) {
    switch (effect) {
      case DispatchEffect.Send(String _, ManagerMessage.HeartbeatAck _) -> {
        // the stream has answered when the heartbeat came
      }
      case DispatchEffect.Send(String session, var message) -> streams.send(session, message);
      case DispatchEffect.Close(String session, String why) -> streams.close(session, why);
      case DispatchEffect.ReportTasks(String nodeId, var reports, long ticket) -> {
        trace.first("first-status", "node=" + nodeId);
        writer
            .statuses()
            .report(
                nodeId,
                reports,
                () -> inbox.add(new Event.Input(new DispatchInput.Committed(ticket))));
      }
      case DispatchEffect.ObserveNode seen -> {
        LOG.info("node {} is {} {}", seen.nodeId(), seen.status().state(), seen.status().message());
        writer.nodes().accept(seen);
      }
      case DispatchEffect.DrainOverdue overdue -> {
        LOG.warn(
            "tasks {} are told to stop although these nodes may still send to them: {}",
            overdue.taskIds(),
            overdue.silentNodeIds());
        writer.overdue().accept(overdue);
      }
      case DispatchEffect.ConfirmLead(long ticket) ->
          writer
              .confirmation()
              .accept(leads ->
                  inbox.add(new Event.Input(new DispatchInput.LeadConfirmed(ticket, leads))));
      case DispatchEffect.Measured seen -> writer.usage().accept(seen);
      case DispatchEffect.Attendance seen -> {
        if (seen.present()) {
          traceSession(seen.nodeId());
        }
        writer.attendance().accept(seen);
      }
    }
  }

  private void traceSession(String nodeId) {
    int missing = core.missing();
    String details = "node=" + nodeId + " missing=" + missing;
    trace.first("first-session", details);
    if (missing == 0) {
      trace.first("all-sessions", details);
    } else if (missing == 1) {
      trace.first("last-but-one-session", details);
    }
  }

  private Duration untilWake() {
    Instant now = clock.instant();
    Instant wake = core.wakeAt().orElse(now.plus(IDLE_MAX));
    Duration wait = wake.isAfter(now) ? Duration.between(now, wake) : Duration.ZERO;
    return tickUnderWay || wait.compareTo(IDLE_MAX) > 0 ? IDLE_MAX : wait;
  }

  private void unsubscribe() {
    if (rounds != null) {
      rounds.close();
      rounds = null;
    }
  }
}
