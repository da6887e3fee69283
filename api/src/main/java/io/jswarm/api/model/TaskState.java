package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How far a task is. States only ever move forward, in the order of {@link #rank()}, and every move
 * has one owner. The honest exception is written down in {@link #mayMove}: two movers may end a
 * task that a worker has in its hands, because the worker may be wrong for the task (enforcer) or
 * gone (dispatcher).
 */
public enum TaskState {
  NEW(0),
  PENDING(64),
  ASSIGNED(192),
  ACCEPTED(256),
  PREPARING(320),
  READY(384),
  STARTING(448),
  RUNNING(512),
  COMPLETE(576),
  SHUTDOWN(640),
  FAILED(704),
  REJECTED(768),
  /** Only ever desired: the task is to be stopped and then forgotten. */
  REMOVE(800),
  ORPHANED(832);

  private final int rank;
  private final String text = name().toLowerCase(Locale.ROOT);

  TaskState(int rank) {
    this.rank = rank;
  }

  /** The state's place in the order of states; the numbers are swarmkit's. */
  public int rank() {
    return rank;
  }

  /** The name as Docker writes it. */
  @JsonValue
  public String text() {
    return text;
  }

  /** Whether a task in this state will never run again. */
  public boolean isTerminal() {
    return rank >= COMPLETE.rank;
  }

  /** Whether this state comes later than the other. */
  public boolean isAfter(TaskState other) {
    return rank > other.rank;
  }

  /** Whether this state comes before the other. */
  public boolean isBefore(TaskState other) {
    return rank < other.rank;
  }

  /** Whether a worker has the task in its hands: from assigned to running. */
  public boolean isWithWorker() {
    return rank >= ASSIGNED.rank && rank <= RUNNING.rank;
  }

  /**
   * Whether this mover may take a task that is in this state to that one. A worker may skip states,
   * since it reports only the last of several quick steps; it ends a running task as complete, shut
   * down or failed, and rejects one only before it runs.
   */
  public boolean mayMove(TaskState to, Mover mover) {
    return to.isAfter(this)
        && switch (mover) {
          case ORCHESTRATOR -> false;
          case ALLOCATOR -> this == NEW && to == PENDING;
          case SCHEDULER -> this == PENDING && to == ASSIGNED;
          case WORKER -> isWithWorker() && workerMayReach(to);
          case DISPATCHER -> isWithWorker() && to == ORPHANED;
        };
  }

  private boolean workerMayReach(TaskState to) {
    return switch (to) {
      case NEW, PENDING, ASSIGNED, REMOVE, ORPHANED -> false;
      case ACCEPTED, PREPARING, READY, STARTING, RUNNING, COMPLETE, SHUTDOWN, FAILED -> true;
      case REJECTED -> this != RUNNING;
    };
  }
}
