package io.jswarm.manager.writer;

import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.manager.autoscale.Autoscaler;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.orchestration.Attendance;
import io.jswarm.manager.orchestration.Deciders;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.Barrier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The writer without a thread: told what happens, it says what to do. One round is in flight at a
 * time; what arrives meanwhile waits and shares the next one, so throughput grows with load. Its
 * promises:
 *
 * <ul>
 *   <li>a command is answered as done only after the round that holds it has been applied here;
 *   <li>a command whose round may or may not be committed is answered when its fate is known, never
 *       as failed before;
 *   <li>a request id that was answered before gets the first answer again.
 * </ul>
 *
 * Not thread-safe: one thread, or a simulation, calls it.
 */
public final class WriterCore {
  /** How many inputs one turn takes, so that a turn stays short. */
  static final int INPUTS_PER_TURN = 1_000;

  /**
   * Deciders stop here; one command's own change may still go beyond, up to the round's own limit.
   */
  static final int CHANGES_PER_TURN = 1_800;

  /**
   * How long the fate of a round may stay open before it is proposed once more, which changes
   * nothing if the first one still comes.
   */
  static final Duration PROPOSE_AGAIN_AFTER = Duration.ofSeconds(1);

  /** A log that refuses a round is not asked again at once: its leader may be stepping down. */
  static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(20);

  private final CommandIntake intake;
  private final Supplier<String> ids;
  private final Backlog backlog = new Backlog();

  private ClusterImage image;
  private @Nullable Leading leading;
  private @Nullable InFlight inFlight;

  /** When the round in flight is to be proposed again; null while its proposal is under way. */
  private @Nullable Instant proposeAgainAt;

  /** Nothing is proposed before. */
  private Instant pausedUntil = Instant.EPOCH;

  /** Kept until there is a cluster, however many rounds with it are lost. */
  private WriterInput.@Nullable Founding founding;

  private ClusterTime time = new ClusterTime();
  private final Expiry expiry = new Expiry();

  /** Counts the occasions on which another leader may have written. */
  private long reign;

  /** What is kept while this manager leads. */
  private record Leading(
      long term, Deciders deciders, Attendance attendance, Autoscaler autoscaler) {}

  /**
   * @param image what has been applied so far
   * @param ids mints object ids
   */
  public WriterCore(ClusterImage image, CommandExecutor executor, Supplier<String> ids) {
    this.image = image;
    this.intake = new CommandIntake(executor);
    this.ids = ids;
  }

  /** This manager leads and has applied everything of earlier terms. */
  public List<WriterEffect> becameLeader(long term, ClusterImage applied, Instant now) {
    List<WriterEffect> effects = new ArrayList<>();
    reign++;
    image = applied;
    if (inFlight != null && applied.round() >= inFlight.round().number()) {
      settleUnknown(effects);
    } else {
      settleUnapplied(effects);
    }
    time = new ClusterTime();
    pausedUntil = Instant.EPOCH;
    Attendance attendance = Attendance.nobody(applied);
    leading = new Leading(term, new Deciders(applied, attendance), attendance, new Autoscaler());
    turn(now, effects);
    return effects;
  }

  /** This manager leads no more. What waits is told so; what is in flight stays open. */
  public List<WriterEffect> lostLeadership() {
    List<WriterEffect> effects = new ArrayList<>();
    reign++;
    leading = null;
    backlog.drain().forEach(input -> turnAway(input, NOT_LEADER, effects));
    return effects;
  }

  /** Something to write. */
  public List<WriterEffect> offer(WriterInput input, Instant now) {
    List<WriterEffect> effects = new ArrayList<>();
    if (leading == null) {
      turnAway(input, NOT_LEADER, effects);
    } else if (backlog.offer(input)) {
      turn(now, effects);
    } else {
      turnAway(input, OVERLOADED, effects);
    }
    return effects;
  }

  /** A round, ours or another leader's, has been applied and led to this image. */
  public List<WriterEffect> applied(Round round, ClusterImage applied, Instant now) {
    List<WriterEffect> effects = new ArrayList<>();
    image = applied;
    InFlight mine = inFlight;
    if (mine != null && isSame(mine.round(), round)) {
      inFlight = null;
      proposeAgainAt = null;
      effects.addAll(mine.onApplied());
    } else {
      reign++;
      if (mine != null && round.number() >= mine.round().number()) {
        settleUnapplied(effects);
      }
      decideAnew();
    }
    turn(now, effects);
    return effects;
  }

  /** A snapshot has replaced the image. What was in flight may be part of it: nobody can tell. */
  public List<WriterEffect> restored(ClusterImage restored) {
    List<WriterEffect> effects = new ArrayList<>();
    reign++;
    image = restored;
    if (inFlight != null && restored.round() >= inFlight.round().number()) {
      settleUnknown(effects);
    }
    decideAnew();
    return effects;
  }

  /** The log says that this proposal of the round is surely not in it. */
  public List<WriterEffect> notAppended(Round round, Instant now) {
    InFlight mine = inFlight;
    if (mine == null || !isSame(mine.round(), round)) {
      return List.of();
    }
    if (mine.doubtful()) {
      return unknown(round, now);
    }
    List<WriterEffect> effects = new ArrayList<>();
    inFlight = null;
    proposeAgainAt = null;
    backlog.takeBack(mine.taken());
    decideAnew();
    pausedUntil = now.plus(PAUSE_AFTER_REFUSAL);
    turn(now, effects);
    return effects;
  }

  /** The log cannot say whether the round is or will be in it. */
  public List<WriterEffect> unknown(Round round, Instant now) {
    InFlight mine = inFlight;
    if (mine == null || !isSame(mine.round(), round)) {
      return List.of();
    }
    inFlight = mine.doubted();
    Instant again = now.plus(PROPOSE_AGAIN_AFTER);
    proposeAgainAt = again;
    return List.of(new WriterEffect.WakeAt(again));
  }

  /**
   * The log has said whether all that was committed when it was asked has been applied here. A
   * manager that stood still may have decided before it heard of its successor: then that one's
   * rounds have come meanwhile, and the caller asks again.
   */
  public WriterEffect.Answer confirmed(WriterEffect.AnswerIfLeading decided, Barrier barrier) {
    CommandResult result =
        switch (barrier) {
          case Barrier.Reached() -> decided.reign() == reign ? decided.result() : NOT_LEADER;
          case Barrier.NoLeader(String reason) -> new CommandResult.NotLeader(reason);
        };
    return new WriterEffect.Answer(decided.ticket(), result);
  }

  /** The time of a WakeAt has come. */
  public List<WriterEffect> tick(Instant now) {
    List<WriterEffect> effects = new ArrayList<>();
    turn(now, effects);
    return effects;
  }

  private static final CommandResult NOT_LEADER =
      new CommandResult.NotLeader("this manager does not lead");

  private static final CommandResult OUTCOME_UNKNOWN =
      new CommandResult.Unknown(
          "the outcome of the command is unknown: the leader changed while it was being written."
              + " Look whether it was done before trying again.");

  private static final CommandResult OVERLOADED =
      new CommandResult.Refused(
          new Refusal(
              Refusal.Kind.UNAVAILABLE,
              "the manager has "
                  + Backlog.COMMANDS_MAX
                  + " writes waiting; try again in a moment"));

  /** The round in flight can no longer take effect: its callers may try again. */
  private void settleUnapplied(List<WriterEffect> effects) {
    settle(NOT_LEADER, effects);
  }

  private void settleUnknown(List<WriterEffect> effects) {
    settle(OUTCOME_UNKNOWN, effects);
  }

  /** While this manager leads, what nodes said of tasks waits again: they wait for its answer. */
  private void settle(CommandResult answer, List<WriterEffect> effects) {
    InFlight mine = inFlight;
    inFlight = null;
    proposeAgainAt = null;
    if (mine == null) {
      return;
    }
    List<WriterInput> again = new ArrayList<>();
    for (WriterInput input : mine.taken()) {
      if (leading != null && input instanceof WriterInput.Reports) {
        again.add(input);
      } else {
        turnAway(input, answer, effects);
      }
    }
    backlog.takeBack(again);
  }

  /** What the deciders remember is of a draft that did not come about. */
  private void decideAnew() {
    if (leading != null) {
      Attendance attendance = leading.attendance;
      Deciders deciders = new Deciders(image, attendance);
      leading = new Leading(leading.term, deciders, attendance, leading.autoscaler);
    }
  }

  private void turnAway(WriterInput input, CommandResult answer, List<WriterEffect> effects) {
    switch (input) {
      case WriterInput.Submit submit ->
          effects.add(new WriterEffect.Answer(submit.ticket(), answer));
      case WriterInput.Reports reports -> effects.add(new WriterEffect.Forget(reports.ticket()));
      case WriterInput.Founding first -> founding = first;
      case WriterInput.Observation _, WriterInput.Attendance _, WriterInput.Measured _ -> {
        // the dispatcher of the next leader observes anew
      }
    }
  }

  private void turn(Instant now, List<WriterEffect> effects) {
    Leading leader = leading;
    if (leader == null) {
      return;
    }
    if (inFlight != null) {
      proposeAgain(leader, inFlight.round(), now, effects);
      return;
    }
    if (isAhead(pausedUntil, now, PAUSE_AFTER_REFUSAL)) {
      effects.add(new WriterEffect.WakeAt(pausedUntil));
      return;
    }
    Turn turn = new Turn(image, time.at(now, image.at()), ids, CHANGES_PER_TURN);
    List<WriterEffect> onApplied = new ArrayList<>();
    List<WriterInput> taken = new ArrayList<>();
    while (!backlog.isEmpty() && taken.size() < INPUTS_PER_TURN && !turn.isFull()) {
      WriterInput input = backlog.next();
      taken.add(input);
      evaluate(leader, turn, input, onApplied);
    }
    found(turn);
    leader.autoscaler.run(turn);
    leader.deciders.run(turn);
    expire(turn);
    if (turn.isEmpty()) {
      onApplied.forEach(effect -> effects.add(afterLeaseCheck(effect)));
      wake(leader, turn.at(), effects);
    } else {
      Round round = turn.toRound(leader.term);
      inFlight = new InFlight(round, onApplied, taken, false);
      effects.add(new WriterEffect.Propose(round));
    }
  }

  private void proposeAgain(Leading leader, Round round, Instant now, List<WriterEffect> effects) {
    Instant due = proposeAgainAt;
    if (due != null && round.term() == leader.term) {
      if (isAhead(due, now, PROPOSE_AGAIN_AFTER)) {
        effects.add(new WriterEffect.WakeAt(due));
      } else {
        proposeAgainAt = null;
        effects.add(new WriterEffect.Propose(round));
      }
    }
  }

  /** Whether a moment is still to come, unless the clock was set back since it was chosen. */
  private static boolean isAhead(Instant moment, Instant now, Duration atMost) {
    return now.isBefore(moment) && !moment.isAfter(now.plus(atMost));
  }

  private void wake(Leading leader, Instant at, List<WriterEffect> effects) {
    Stream<Optional<Instant>> all =
        backlog.isEmpty()
            ? Stream.of(leader.deciders.next(at), leader.autoscaler.wakeAt())
            : Stream.of(Optional.of(at));
    Optional<Instant> next = all.flatMap(Optional::stream).min(Instant::compareTo);
    next.ifPresent(due -> effects.add(new WriterEffect.WakeAt(time.onClock(due))));
  }

  private void evaluate(
      Leading leader, Turn turn, WriterInput input, List<WriterEffect> onApplied) {
    switch (input) {
      case WriterInput.Submit(long ticket, Request request) ->
          onApplied.add(new WriterEffect.Answer(ticket, intake.execute(turn, request)));
      case WriterInput.Reports reports -> {
        Optional<WriterInput.Reports> rest = StatusIntake.take(turn, reports);
        if (rest.isPresent()) {
          backlog.takeBack(List.of(rest.get()));
        } else {
          onApplied.add(new WriterEffect.Recorded(reports.ticket()));
        }
      }
      case WriterInput.Observation observation -> StatusIntake.take(turn, observation);
      case WriterInput.Attendance(String nodeId, boolean present) ->
          leader.deciders.attended(nodeId, present, turn.at());
      case WriterInput.Measured(String nodeId, var usage) ->
          leader.autoscaler.heard(turn.image(), nodeId, usage, turn.at());
      case WriterInput.Founding first -> founding = first;
    }
  }

  private void found(Turn turn) {
    if (turn.image().cluster() != null) {
      founding = null;
    } else if (founding != null) {
      founding.changes().forEach(turn::add);
    }
  }

  private void expire(Turn turn) {
    if (!turn.isEmpty()) {
      expiry
          .look(turn.at())
          .ifPresent(before -> {
            turn.add(new Change.ExpireRequests(before));
            turn.add(new Change.ExpireRevoked(turn.at()));
          });
    }
  }

  private WriterEffect afterLeaseCheck(WriterEffect effect) {
    return effect instanceof WriterEffect.Answer(long ticket, CommandResult result)
        ? new WriterEffect.AnswerIfLeading(ticket, result, reign)
        : effect;
  }

  private static boolean isSame(Round a, Round b) {
    return a.number() == b.number() && a.term() == b.term();
  }
}
