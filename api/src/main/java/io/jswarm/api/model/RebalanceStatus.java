package io.jswarm.api.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the last moving of a service's tasks to emptier nodes fares. Ours. What is on its way is told
 * by the tasks themselves; this is what a new leader could not know otherwise.
 *
 * @param auto whether nobody asked for it
 * @param movesMax how many moves may begin; zero for as many as help
 * @param moves how many have begun
 * @param stayed moves that were given up, in the order of slots; at most {@link #STAYED_MAX}
 */
@OmitEmpty
public record RebalanceStatus(
    @Always RebalanceState state,
    boolean auto,
    @Always Instant startedAt,
    @Nullable Instant completedAt,
    long movesMax,
    @Always long moves,
    String message,
    List<Stayed> stayed) {
  /** So many moves that were given up are told; more say no more. */
  public static final int STAYED_MAX = 20;

  public RebalanceStatus {
    state = state == null ? RebalanceState.COMPLETED : state;
    startedAt = Values.instant(startedAt);
    message = Values.text(message);
    stayed = Values.list(stayed);
  }

  /** A task that stays where it is, although another node would be better. */
  @OmitEmpty
  public record Stayed(@Always int slot, String reason) {
    public Stayed {
      reason = Values.text(reason);
    }
  }

  /** One that begins. */
  public static RebalanceStatus begun(Instant at, boolean auto, long movesMax) {
    return new RebalanceStatus(RebalanceState.MOVING, auto, at, null, movesMax, 0, "", List.of());
  }

  /** With one more move that has begun. */
  public RebalanceStatus moving() {
    return new RebalanceStatus(
        state, auto, startedAt, completedAt, movesMax, moves + 1, message, stayed);
  }

  /** At its end. */
  public RebalanceStatus ended(RebalanceState how, Instant at, String why, List<Stayed> givenUp) {
    List<Stayed> told = givenUp.subList(0, Math.min(givenUp.size(), STAYED_MAX));
    return new RebalanceStatus(how, auto, startedAt, at, movesMax, moves, why, told);
  }
}
