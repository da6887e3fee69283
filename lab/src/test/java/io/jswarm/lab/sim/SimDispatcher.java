package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.manager.dispatch.DispatchInput;
import io.jswarm.manager.dispatch.DispatcherCore;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.Subscription;
import io.jswarm.raftstore.store.Update;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.SimNetwork.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link io.jswarm.manager.dispatch.live.Dispatcher} is, with an inbox for a thread.
 * Heartbeats are answered when they come, whatever waits in the inbox, and one of each node waits
 * there.
 */
final class SimDispatcher {
  /** As in a cluster of a thousand nodes. */
  private static final Duration PAUSE_PER_MESSAGE = Duration.ofMillis(20);

  private final SimClock clock;
  private final Leader leader;
  private final ClusterStore store;
  private final SimWriter writer;
  private final DispatcherCore core;
  private final Inbox inbox;
  private final DrainRules rules;
  private final Map<String, Session> sessions = new TreeMap<>();
  private @Nullable Subscription rounds;
  private int sessionNumber;
  private boolean leads;
  private boolean stopped;
  private boolean paused;
  private @Nullable Instant tickAt;

  /** The manager's end of a session stream. */
  private static final class Session {
    private final String nodeId;
    private final Wire wire;
    private final Consumer<ManagerMessage> node;
    private boolean welcome;
    private boolean beatWaits;
    private int unread;
    private Instant lastCame = Instant.MIN;

    Session(String nodeId, Wire wire, Consumer<ManagerMessage> node) {
      this.nodeId = nodeId;
      this.wire = wire;
      this.node = node;
    }

    void say(ManagerMessage message) {
      welcome |= message instanceof ManagerMessage.Welcome;
      wire.answer(() -> node.accept(message));
    }
  }

  SimDispatcher(Inbox inbox, SimClock clock, ManagerProcess manager, DrainRules rules) {
    this.clock = clock;
    this.rules = rules;
    this.leader = manager.leader;
    this.store = manager.store;
    this.writer = manager.writer;
    this.core = new DispatcherCore(manager.id, PAUSE_PER_MESSAGE);
    this.inbox = inbox;
  }

  void stop() {
    stopped = true;
    inbox.close();
    unsubscribe();
  }

  void pause() {
    paused = true;
    inbox.pause();
  }

  void resume() {
    paused = false;
    inbox.resume();
  }

  /** Makes the dispatcher's thread slow. */
  void slow(Duration each) {
    inbox.slow(each);
  }

  /** How often it gave a node up for its silence. */
  long nodesDown() {
    return core.counters().nodesDown();
  }

  boolean hasSession(String nodeId) {
    return core.hasSession(nodeId);
  }

  void leading() {
    inbox.add(() -> {
      unsubscribe();
      leads = true;
      rounds = store.watch(() -> inbox.add(this::news));
      readRounds(true);
    });
  }

  void notLeading() {
    inbox.add(() -> {
      leads = false;
      follow();
    });
  }

  private void follow() {
    unsubscribe();
    ManagerAddress address = leader.address().orElse(null);
    boolean named = leader.isElsewhere();
    if (named && address == null) {
      rounds = store.watch(() -> inbox.add(this::news));
    }
    take(new DispatchInput.NotLeading(address, named));
  }

  private void news() {
    if (leads) {
      readRounds(false);
      return;
    }
    while (rounds != null && rounds.poll() != null) {
      // what the rounds are about is not this manager's affair
    }
    if (rounds != null && leader.address().isPresent()) {
      follow();
    }
  }

  /** A node opens a stream; returns what it is called. */
  String opened(String nodeId, Wire wire, Consumer<ManagerMessage> node) {
    String id = nodeId + "/" + ++sessionNumber;
    sessions.put(id, new Session(nodeId, wire, node));
    input(new DispatchInput.Opened(id, nodeId, Instant.MAX));
    return id;
  }

  void received(String sessionId, WorkerMessage message) {
    Session session = sessions.get(sessionId);
    if (session == null) {
      return;
    }
    session.lastCame = clock.steady();
    boolean beats = message instanceof WorkerMessage.Heartbeat;
    if (message instanceof WorkerMessage.Heartbeat(long beat) && session.welcome && !paused) {
      session.say(new ManagerMessage.HeartbeatAck(beat));
    }
    if (beats && session.beatWaits) {
      return;
    }
    session.beatWaits |= beats;
    session.unread++;
    inbox.add(() -> {
      session.unread--;
      session.beatWaits &= !beats;
      take(new DispatchInput.Received(sessionId, message));
    });
  }

  private Map<String, Instant> unread() {
    Map<String, Instant> unread = new TreeMap<>();
    for (Session session : sessions.values()) {
      if (session.unread > 0) {
        unread.merge(session.nodeId, session.lastCame, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return unread;
  }

  void closed(String sessionId) {
    sessions.remove(sessionId);
    input(new DispatchInput.Closed(sessionId));
  }

  private void input(DispatchInput input) {
    inbox.add(() -> take(input));
  }

  private void readRounds(boolean leads) {
    boolean first = leads;
    Update update = rounds == null ? null : rounds.poll();
    while (update != null && rounds != null) {
      take(
          switch (update) {
            case Update.Delta(var _, Round round, var after) ->
                first
                    ? new DispatchInput.Leading(after)
                    : new DispatchInput.ImageChanged(after, round.changes());
            case Update.Resync(var image) ->
                first ? new DispatchInput.Leading(image) : new DispatchInput.ImageReplaced(image);
          });
      first = false;
      update = rounds.poll();
    }
  }

  private void take(DispatchInput input) {
    core.step(input, clock.steady()).forEach(this::perform);
    core.wakeAt().ifPresent(this::tickBy);
  }

  private void tickBy(Instant wake) {
    if (tickAt == null || wake.isBefore(tickAt)) {
      tickAt = wake;
      clock.atSteady(
          wake,
          () -> {
            if (!stopped && wake.equals(tickAt)) {
              tickAt = null;
              inbox.add(() -> take(new DispatchInput.Tick(unread(), false)));
            }
          });
    }
  }

  private void perform(DispatchEffect effect) {
    switch (effect) {
      case DispatchEffect.Send(String id, var message) -> {
        Session session = sessions.get(id);
        if (message instanceof ManagerMessage.Assignments told) {
          rules.told(told);
        }
        if (session != null) {
          session.say(message);
        }
      }
      case DispatchEffect.Close(String id, String _) -> {
        Session session = sessions.remove(id);
        if (session != null) {
          session.wire.reject();
        }
      }
      case DispatchEffect.ReportTasks(String nodeId, var reports, long ticket) ->
          writer.report(nodeId, reports, () -> input(new DispatchInput.Committed(ticket)));
      case DispatchEffect.ObserveNode seen ->
          writer.observe(
              new WriterInput.Observation(seen.nodeId(), seen.status(), seen.description()));
      case DispatchEffect.DrainOverdue _ -> {}
      case DispatchEffect.Measured(String nodeId, var usage) -> writer.measured(nodeId, usage);
      case DispatchEffect.ConfirmLead(long ticket) ->
          writer.confirmLead(leads -> input(new DispatchInput.LeadConfirmed(ticket, leads)));
      case DispatchEffect.Attendance(String nodeId, boolean present) ->
          writer.attended(nodeId, present);
    }
  }

  private void unsubscribe() {
    if (rounds != null) {
      rounds.close();
      rounds = null;
    }
  }
}
