package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Tasks that are to stop and that other nodes may still send to. Each is held back from its own
 * node until every node that could have heard of it has said that it sends nothing new there, and
 * never for longer than {@link #WAIT_MAX}.
 *
 * <p>Soft state of the leader, as {@link DispatcherCore} says: a new leader holds back again what
 * is still to stop, since it does not know who has answered.
 */
final class DrainLedger {
  /**
   * By then whoever answers has answered: a node takes milliseconds, and one that is gone is known
   * to be down after three seconds.
   */
  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /** The sequence of a node that has not been told yet. */
  static final long NOT_TOLD = Long.MAX_VALUE;

  /** Tasks that are held back together, since the same message told of them. */
  private static final class Hold {
    final Instant since;
    final TreeSet<String> tasks;
    final TreeSet<String> nodes;

    Hold(Instant since, Collection<String> tasks, Collection<String> nodes) {
      this.since = since;
      this.tasks = new TreeSet<>(tasks);
      this.nodes = new TreeSet<>(nodes);
    }

    Instant until() {
      return since.plus(WAIT_MAX);
    }
  }

  /** A node's answer that a hold waits for. */
  private record Awaited(Hold hold, long sequence) {}

  /**
   * Tasks that may be told to stop now.
   *
   * @param waited since they were to stop
   * @param silent nodes that have not answered in time; empty when all have
   */
  record Release(List<String> tasks, Duration waited, List<String> silent) {}

  /** In the order of their time. */
  private final ArrayDeque<Hold> holds = new ArrayDeque<>();

  private final Map<String, Hold> byTask = new HashMap<>();
  private final Map<String, ArrayDeque<Awaited>> byNode = new HashMap<>();

  void clear() {
    holds.clear();
    byTask.clear();
    byNode.clear();
  }

  /**
   * Holds these tasks back until each of these nodes, which are yet to be told, has applied what it
   * will be told. What one of them waited for before counts no more.
   */
  void hold(Collection<String> tasks, Collection<String> nodes, Instant now) {
    tasks.forEach(this::forget);
    Hold hold = new Hold(now, tasks, nodes);
    holds.add(hold);
    tasks.forEach(task -> byTask.put(task, hold));
    nodes.forEach(node -> expect(node, new Awaited(hold, NOT_TOLD)));
  }

  private void expect(String nodeId, Awaited awaited) {
    byNode.computeIfAbsent(nodeId, _ -> new ArrayDeque<>()).add(awaited);
  }

  /** The node has been told, up to this sequence, of every task that is held back. */
  void told(String nodeId, long sequence) {
    resolve(nodeId, each -> each.sequence == NOT_TOLD ? new Awaited(each.hold, sequence) : each);
  }

  private void resolve(String nodeId, UnaryOperator<Awaited> answer) {
    byNode.computeIfPresent(
        nodeId,
        (_, awaited) -> {
          ArrayDeque<Awaited> again = new ArrayDeque<>(awaited.size());
          awaited.forEach(each -> again.add(answer.apply(each)));
          return again;
        });
  }

  /** This node may send to any task that is held back, until it has applied this. */
  void await(String nodeId, long sequence) {
    for (Hold hold : holds) {
      if (hold.nodes.add(nodeId)) {
        expect(nodeId, new Awaited(hold, sequence));
      }
    }
  }

  /** Whether the task's own node may not be told yet. */
  boolean isHeld(String taskId) {
    return byTask.containsKey(taskId);
  }

  boolean isEmpty() {
    return holds.isEmpty();
  }

  /** The node has a new session: it has applied all it must once it has applied this. */
  void sessionBegan(String nodeId, long sequence) {
    resolve(nodeId, each -> new Awaited(each.hold, sequence));
  }

  /** The node has applied what it was told up to this sequence. */
  void applied(String nodeId, long upTo) {
    byNode.computeIfPresent(
        nodeId,
        (_, awaited) -> {
          while (!awaited.isEmpty() && awaited.element().sequence <= upTo) {
            awaited.remove().hold.nodes.remove(nodeId);
          }
          return awaited.isEmpty() ? null : awaited;
        });
  }

  /** The node is not ready any more: nobody waits for it. */
  void lost(String nodeId) {
    ArrayDeque<Awaited> awaited = byNode.remove(nodeId);
    if (awaited != null) {
      awaited.forEach(each -> each.hold.nodes.remove(nodeId));
    }
  }

  /** The task is not held back any more: it has ended or is gone, or nobody would hear of it. */
  void forget(String taskId) {
    Hold hold = byTask.remove(taskId);
    if (hold != null) {
      hold.tasks.remove(taskId);
    }
  }

  /** What need not wait any longer; each task once. */
  List<Release> release(Instant now) {
    List<Release> released = new ArrayList<>();
    for (Iterator<Hold> each = holds.iterator(); each.hasNext(); ) {
      Hold hold = each.next();
      if (hold.nodes.isEmpty() || hold.tasks.isEmpty() || !now.isBefore(hold.until())) {
        each.remove();
        hold.nodes.forEach(node -> withdraw(node, hold));
        hold.tasks.forEach(byTask::remove);
        if (!hold.tasks.isEmpty()) {
          Duration waited = Duration.between(hold.since, now);
          released.add(new Release(List.copyOf(hold.tasks), waited, List.copyOf(hold.nodes)));
        }
      }
    }
    return released;
  }

  private void withdraw(String nodeId, Hold hold) {
    byNode.computeIfPresent(
        nodeId,
        (_, awaited) -> {
          awaited.removeIf(each -> each.hold == hold);
          return awaited.isEmpty() ? null : awaited;
        });
  }

  /** When the next one has waited long enough, if any. */
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(holds.peek()).map(Hold::until);
  }
}
