package io.jswarm.worker.agent;

import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.task.TaskInput;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The assignments of a session: which tasks they have named, and which of them the leader may be
 * told are safe on this node's disk.
 */
final class AssignmentIntake {
  /** So many messages are confirmed at once; a leader takes a node for slow at 1,000. */
  static final int CONFIRM_BY = 100;

  private final DiskLedger disk;

  /** Ids of the tasks that are this node's; looked into, never walked. */
  private final Set<String> named = new HashSet<>();

  private long taken;
  private long takenVersion;
  private long told;

  AssignmentIntake(DiskLedger disk) {
    this.disk = disk;
  }

  /** A new session: it counts from 1 again, and names everything. */
  void begin() {
    taken = 0;
    told = 0;
    named.clear();
  }

  /** Whether this is the message that follows on the last one. */
  boolean isNext(long sequence) {
    return sequence == taken + 1;
  }

  /** The last message that came. */
  long taken() {
    return taken;
  }

  /** Whether the session has named the task, and not taken it back. */
  boolean names(String taskId) {
    return named.contains(taskId);
  }

  /**
   * Gives tasks their orders. What a complete set does not name is not in the cluster any more.
   *
   * @param strays containers of tasks this node had no record of
   */
  void take(
      Assignments message, Workload workload, Strays strays, Instant now, List<AgentEffect> out) {
    taken = message.sequence();
    for (Assignment each : message.tasks()) {
      assign(workload.numbered(each), workload, strays, now, out);
    }
    for (String taskId : message.removed()) {
      named.remove(taskId);
      workload.step(taskId, new TaskInput.Unassigned(), now, out);
    }
    if (message.complete()) {
      for (String taskId : workload.taskIds()) {
        if (!named.contains(taskId)) {
          workload.step(taskId, new TaskInput.Unassigned(), now, out);
        }
      }
      strays.removeAll(out);
    }
    takenVersion = disk.changed(now);
  }

  private void assign(
      Assignment assignment, Workload workload, Strays strays, Instant now, List<AgentEffect> out) {
    String taskId = assignment.task().id();
    named.add(taskId);
    if (!workload.has(taskId)) {
      workload.take(assignment, now);
      LocalContainer found = strays.claim(taskId, null, out);
      if (found != null) {
        workload.step(taskId, new TaskInput.Recovered(found), now, out);
      }
    }
    workload.step(taskId, new TaskInput.Assigned(assignment), now, out);
  }

  /**
   * What to tell the leader now, if it is something new: it only wants to know whether this node
   * keeps up.
   *
   * @param leisurely what has time until a heartbeat may be told too
   */
  OptionalLong confirm(boolean leisurely) {
    boolean due = leisurely ? taken > told : taken >= told + CONFIRM_BY;
    if (!due || !disk.isSafe(takenVersion)) {
      return OptionalLong.empty();
    }
    told = taken;
    return OptionalLong.of(taken);
  }
}
