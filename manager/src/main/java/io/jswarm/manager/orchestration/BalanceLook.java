package io.jswarm.manager.orchestration;

import io.jswarm.api.model.RebalanceState;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.RebalanceStatus.Stayed;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.scheduler.Balance;
import io.jswarm.scheduler.Crowd;
import io.jswarm.scheduler.Move;
import io.jswarm.scheduler.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look at services whose tasks move: how much is under way, what the next move would be, and
 * whether there is room for it. A service is done when no move would help and nothing is under way
 * in the cluster that might still make room for one.
 */
final class BalanceLook {
  /** So many tasks change places at once in the whole cluster. */
  static final int AT_ONCE = 8;

  /** So many, where nobody asked. */
  static final int AT_ONCE_AUTO = 4;

  /** A node must have so many tasks more than another for one of them to be moved for that. */
  static final int TOTAL_GAP = 2;

  /** The same where nobody asked: deployments come and go. */
  static final int TOTAL_GAP_AUTO = 4;

  /** What became of a service that is looked at. */
  enum Outcome {
    /** A task has begun to move. */
    BEGUN,
    /** Something has to happen first. */
    WAITS,
    /** Nothing more moves. */
    OVER
  }

  private final Turn turn;
  private final Books books;
  private final Placer placer;
  private final Agenda agenda;

  /** Tasks that will be told to stop. */
  private final List<Pending> leaving = new ArrayList<>();

  /** How many tasks of a service change places; looked into only. */
  private final Map<String, Integer> underWay = new HashMap<>();

  private int allUnderWay;

  /**
   * @param agenda told when to look at a move that has begun
   */
  BalanceLook(Turn turn, Books books, Placer placer, Agenda agenda) {
    this.turn = turn;
    this.books = books;
    this.placer = placer;
    this.agenda = agenda;
  }

  /** Takes in what is under way of a service; to be done for each before any goes on. */
  void count(String serviceId) {
    Service service = turn.service(serviceId);
    SlotBook book = books.get(serviceId);
    if (service == null || book == null) {
      return;
    }
    for (Slot slot : book.all()) {
      if (Relief.isUnderWay(turn, slot)) {
        underWay.merge(serviceId, 1, Integer::sum);
        allUnderWay++;
      }
      Relief.in(slot)
          .ifPresent(relief -> leaving.add(Movable.pending(turn.image(), service, relief.old())));
    }
  }

  /** Whether a move would help a service that moves its tasks by itself. */
  boolean wouldMove(Service service) {
    SlotBook book = books.get(service.id());
    return book != null
        && Movable.obstacle(service).isEmpty()
        && next(service, book, TOTAL_GAP_AUTO, null).isPresent();
  }

  /** Begins the next move of a service, or finds that there is none. */
  Outcome goOn(String serviceId) {
    Service service = turn.service(serviceId);
    RebalanceStatus status = service == null ? null : service.rebalanceStatus();
    if (service == null || status == null || status.state() != RebalanceState.MOVING) {
      return Outcome.OVER;
    }
    SlotBook book = books.get(serviceId);
    if (book == null || turn.isFull()) {
      return Outcome.WAITS;
    }
    Optional<String> obstacle = Movable.obstacle(service);
    if (obstacle.isPresent()) {
      return end(service, status, book, RebalanceState.STOPPED, "stopped: it " + obstacle.get());
    }
    int own = underWay.getOrDefault(serviceId, 0);
    if (status.movesMax() > 0 && status.moves() >= status.movesMax()) {
      return own > 0
          ? Outcome.WAITS
          : end(service, status, book, RebalanceState.COMPLETED, "as many as were asked for");
    }
    if (own >= pace(service, status) || allUnderWay >= atOnce(status)) {
      return Outcome.WAITS;
    }
    int gap = status.auto() ? TOTAL_GAP_AUTO : TOTAL_GAP;
    Optional<Move> next = next(service, book, gap, status.startedAt());
    if (next.isPresent()) {
      return begin(service, status, next.get());
    }
    return allUnderWay > 0
        ? Outcome.WAITS
        : end(service, status, book, RebalanceState.COMPLETED, "");
  }

  private static int atOnce(RebalanceStatus status) {
    return status.auto() ? AT_ONCE_AUTO : AT_ONCE;
  }

  /** As an update would, and never many: each costs the room of a task more for a while. */
  private static long pace(Service service, RebalanceStatus status) {
    long parallelism = RollOut.configOf(service).parallelism();
    return status.auto() ? 1 : parallelism == 0 ? AT_ONCE : Math.min(parallelism, AT_ONCE);
  }

  private Optional<Move> next(
      Service service, SlotBook book, int gap, @Nullable Instant givenUpFrom) {
    List<Pending> tasks = Movable.tasks(turn.image(), service, book.all(), givenUpFrom);
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> failures = placer.failuresOf(tasks.getFirst().task(), turn.at());
    List<Crowd> crowd = List.of(new Crowd(service.id(), tasks, failures));
    return Balance.plan(placer.nodes(turn), crowd, leaving, new Balance.Limits(1, gap)).stream()
        .findFirst();
  }

  private Outcome begin(Service service, RebalanceStatus status, Move move) {
    Task next = NewTask.relieve(turn, service, move);
    agenda.wake(service.id(), Place.inSlot(next.slot()), Relief.deadline(next));
    turn.add(new Change.PutService(service.withRebalanceStatus(status.moving())));
    return Outcome.BEGUN;
  }

  private Outcome end(
      Service service, RebalanceStatus status, SlotBook book, RebalanceState how, String why) {
    List<Stayed> stayed = new ArrayList<>();
    for (Slot slot : book.all()) {
      for (Task task : slot.wanted()) {
        Relief.givenUp(slot, task, status.startedAt())
            .ifPresent(tried -> stayed.add(new Stayed(slot.place().slot(), reason(tried))));
      }
    }
    RebalanceStatus ended = status.ended(how, turn.at(), why, stayed);
    turn.add(new Change.PutService(service.withRebalanceStatus(ended)));
    return Outcome.OVER;
  }

  private static String reason(Task tried) {
    String why =
        tried.isUnassigned()
            ? "the node had no room for it any more"
            : Tasks.isStopped(tried) ? "it ended there" : "it did not run there in time";
    String error = tried.status().err();
    return error.isEmpty() ? why : why + ": " + error;
  }
}
