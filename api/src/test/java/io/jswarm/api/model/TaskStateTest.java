package io.jswarm.api.model;

import static io.jswarm.api.model.TaskState.ACCEPTED;
import static io.jswarm.api.model.TaskState.ASSIGNED;
import static io.jswarm.api.model.TaskState.COMPLETE;
import static io.jswarm.api.model.TaskState.FAILED;
import static io.jswarm.api.model.TaskState.NEW;
import static io.jswarm.api.model.TaskState.ORPHANED;
import static io.jswarm.api.model.TaskState.PENDING;
import static io.jswarm.api.model.TaskState.PREPARING;
import static io.jswarm.api.model.TaskState.READY;
import static io.jswarm.api.model.TaskState.REJECTED;
import static io.jswarm.api.model.TaskState.REMOVE;
import static io.jswarm.api.model.TaskState.RUNNING;
import static io.jswarm.api.model.TaskState.SHUTDOWN;
import static io.jswarm.api.model.TaskState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskStateTest {
  private record Move(TaskState from, TaskState to, Mover mover) {}

  /** Every legal move, written out; whatever is not here is forbidden. */
  private static Set<Move> legal() {
    Set<Move> legal = new HashSet<>();
    legal.add(new Move(NEW, PENDING, Mover.ALLOCATOR));
    legal.add(new Move(PENDING, ASSIGNED, Mover.SCHEDULER));
    List<TaskState> held = List.of(ASSIGNED, ACCEPTED, PREPARING, READY, STARTING, RUNNING);
    for (int i = 0; i < held.size(); i++) {
      TaskState from = held.get(i);
      for (TaskState to : held.subList(i + 1, held.size())) {
        legal.add(new Move(from, to, Mover.WORKER));
      }
      for (TaskState to : List.of(COMPLETE, SHUTDOWN, FAILED)) {
        legal.add(new Move(from, to, Mover.WORKER));
      }
      if (from != RUNNING) {
        legal.add(new Move(from, REJECTED, Mover.WORKER));
      }
      legal.add(new Move(from, ORPHANED, Mover.DISPATCHER));
    }
    return legal;
  }

  @Test
  void exactlyTheLegalMovesAreAllowed() {
    Set<Move> allowed = new HashSet<>();
    for (TaskState from : TaskState.values()) {
      for (TaskState to : TaskState.values()) {
        for (Mover mover : Mover.values()) {
          if (from.mayMove(to, mover)) {
            allowed.add(new Move(from, to, mover));
          }
        }
      }
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(legal());
  }

  @Test
  void everyMoveHasOneOwner() {
    for (TaskState from : TaskState.values()) {
      for (TaskState to : TaskState.values()) {
        assertThat(Arrays.stream(Mover.values()).filter(m -> from.mayMove(to, m)))
            .hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void noMoveLeavesATerminalStateOrGoesBack() {
    for (Move move : legal()) {
      assertThat(move.from().isTerminal()).isFalse();
      assertThat(move.to().isAfter(move.from())).isTrue();
    }
  }

  @Test
  void ranksRiseInTheOrderOfTheNamesAndTheTerminalOnesAreTheLast() {
    TaskState[] states = TaskState.values();
    for (int i = 1; i < states.length; i++) {
      assertThat(states[i].isAfter(states[i - 1])).isTrue();
    }
    assertThat(Arrays.stream(states).filter(TaskState::isTerminal))
        .containsExactlyElementsOf(
            EnumSet.of(COMPLETE, SHUTDOWN, FAILED, REJECTED, REMOVE, ORPHANED));
  }
}
