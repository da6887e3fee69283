package io.jswarm.lab.sim;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.sim.SimLog;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.testkit.Inbox;
import io.jswarm.testkit.SimClock;
import io.jswarm.testkit.SimNetwork.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One life of a manager's process: store, log, writer, dispatcher and the way commands take. */
final class ManagerProcess implements LogEvents {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(25);
  private static final Duration LEADERLESS_MAX = Duration.ofSeconds(3);
  private static final Duration COMMAND_MAX = Duration.ofSeconds(20);
  private static final CommandResult BROKEN = new CommandResult.Unknown("the connection broke");
  static final CommandResult NO_LEADER = new CommandResult.NotLeader("no leader");

  /** Its host. */
  final String id;

  /** What it is called in the log. */
  final String peerId;

  final ClusterStore store;
  final SimWriter writer;
  final SimDispatcher dispatcher;
  final Leader leader;
  final SimAdmission admission;
  private final SimCluster world;
  private @Nullable SimLog log;
  private final String life;
  private int requests;
  private boolean running = true;
  private boolean paused;

  ManagerProcess(String id, String peerId, SimCluster world, Sealer sealer, SimClock clock) {
    this.id = id;
    this.peerId = peerId;
    this.world = world;
    life = peerId + "@" + world.time().now();
    admission = new SimAdmission(this, world.time());
    Random random = world.random();
    store = new ClusterStore(sealer);
    leader = new Leader(store, peerId);
    writer = new SimWriter(world, random, store, clock);
    Inbox inbox = new Inbox(world.time(), random);
    dispatcher = new SimDispatcher(inbox, clock, this, world.drains());
  }

  void start(SimLog started) {
    log = started;
    writer.start(started);
    if (world.managersAreNodes()) {
      new SimReconciler(world, this).begin();
    }
  }

  /** As the log's other members know it. */
  LogMember member() {
    return new LogMember(peerId, asMember().raftAddr());
  }

  /** As the image knows it. */
  Member asMember() {
    return new Member(id, peerId, id + ":2378", id + ":2377");
  }

  /** Writes it into the image. */
  Command addition() {
    return new Command.AddMember(id, peerId, asMember().raftAddr(), asMember().apiAddr());
  }

  /** Its end of the log. */
  SimLog log() {
    if (log == null) {
      throw new IllegalStateException(id + " was not started");
    }
    return log;
  }

  boolean isRunning() {
    return running;
  }

  boolean isPaused() {
    return paused;
  }

  /** The process is gone, with all that was in memory. */
  void die() {
    running = false;
    writer.stop();
    dispatcher.stop();
  }

  /** The process stands still, and does not know it. */
  void pause() {
    paused = true;
    writer.pause();
    dispatcher.pause();
  }

  void resume() {
    paused = false;
    writer.resume();
    dispatcher.resume();
  }

  // ---- what the log tells ----

  @Override
  public void becameLeader(long term) {
    if (running) {
      Ledger.require(
          store.image().round() >= world.ledger().acknowledged(),
          () -> "%s leads and lacks what was acknowledged".formatted(id));
      writer.becameLeader(term);
      leader.leadsHere(true);
      dispatcher.leading();
    }
  }

  @Override
  public void lostLeadership() {
    if (running) {
      leader.leadsHere(false);
      writer.lostLeadership();
      dispatcher.notLeading();
    }
  }

  @Override
  public void leaderChanged(@Nullable String memberId) {
    if (running) {
      leader.changed(memberId);
      if (memberId == null ? !leader.isHere() : !peerId.equals(memberId)) {
        dispatcher.notLeading();
      }
    }
  }

  @Override
  public void membersChanged(List<LogMember> members) {}

  @Override
  public void removed() {
    if (!world.managersAreNodes()) {
      throw new AssertionError(id + " was removed, which nobody asked for");
    }
    if (running) {
      world.roles().removed(this);
    }
  }

  @Override
  public void failed(Throwable cause) {
    throw new AssertionError(id + " cannot go on", cause);
  }

  // ---- the way of a command: what WritePath does ----

  /** What this manager wants by itself. */
  void submit(Command command, Consumer<CommandResult> told) {
    submit(new Request(life + "/" + ++requests, id, Request.LOCAL, command), told);
  }

  /** Brings a command to whoever leads; the answer may never come if this process dies. */
  void submit(Request request, Consumer<CommandResult> told) {
    new Submission(request, told, world.time().now()).attempt();
  }

  /** One command of a local caller, repeated under its id while leaders change. */
  private final class Submission {
    private final Request request;
    private final Consumer<CommandResult> told;
    private final Instant giveUp;
    private Instant leaderlessSince;
    private CommandResult last = NO_LEADER;
    private Optional<Leader.Where> asked = Optional.empty();

    Submission(Request request, Consumer<CommandResult> told, Instant now) {
      this.request = request;
      this.told = told;
      this.giveUp = now.plus(COMMAND_MAX);
      this.leaderlessSince = now;
    }

    void attempt() {
      if (!running) {
        return;
      }
      if (paused) {
        again();
        return;
      }
      Instant now = world.time().now();
      Optional<Leader.Where> where = leader.where();
      if (now.isAfter(giveUp)) {
        told.accept(last);
      } else if (where.isPresent()) {
        leaderlessSince = where.equals(asked) ? leaderlessSince : now;
        asked = where;
        ask(where.get());
      } else if (leaderlessSince.plus(LEADERLESS_MAX).isBefore(now)) {
        told.accept(last);
      } else {
        again();
      }
    }

    private void again() {
      world.time().after(BETWEEN_TRIES, this::attempt);
    }

    private void ask(Leader.Where where) {
      switch (where) {
        case Leader.Where.Here() -> writer.submit(request, this::answered);
        case Leader.Where.At(Member member) -> forward(member.nodeId());
      }
    }

    private void forward(String to) {
      boolean[] over = {false};
      Consumer<CommandResult> once =
          result -> {
            if (!over[0]) {
              over[0] = true;
              answered(result);
            }
          };
      Wire wire = world.network().connect(id, to, () -> once.accept(BROKEN), () -> {});
      wire.say(() -> {
        ManagerProcess other = world.managers().get(to);
        if (other != null) {
          other.writer.submit(request, result -> wire.answer(() -> once.accept(result)));
        } else {
          wire.reject();
        }
      });
      lookAgain(to, wire, once);
    }

    /** Who waits for a leader must notice that another leads. */
    private void lookAgain(String to, Wire wire, Consumer<CommandResult> once) {
      world
          .time()
          .after(
              Duration.ofMillis(50),
              () -> {
                boolean same =
                    leader.where().orElse(null) instanceof Leader.Where.At(Member now)
                        && now.nodeId().equals(to);
                if (!same) {
                  wire.hangUp();
                  once.accept(BROKEN);
                } else if (wire.isOpen()) {
                  lookAgain(to, wire, once);
                }
              });
    }

    private void answered(CommandResult result) {
      if (!running) {
        return;
      }
      if (paused) {
        world.time().after(BETWEEN_TRIES, () -> answered(result));
        return;
      }
      last = result;
      switch (result) {
        case CommandResult.Done(String _, long round, var _) -> settle(round, result);
        case CommandResult.Refused _ -> told.accept(result);
        case CommandResult.NotLeader _ -> {
          leaderlessSince = world.time().now();
          again();
        }
        case CommandResult.Unknown _ -> again();
      }
    }

    /** Answers only what this manager has applied too. */
    private void settle(long round, CommandResult result) {
      if (!running) {
        return;
      }
      if (!paused && store.image().round() >= round) {
        told.accept(result);
      } else {
        world.time().after(Duration.ofMillis(1), () -> settle(round, result));
      }
    }
  }
}
