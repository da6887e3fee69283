package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.manager.dispatch.DrainLedger.Release;
import io.jswarm.manager.dispatch.facts.FactChange;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.manager.dispatch.facts.PlacedFact;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Between a task that is to stop and its own node: the node hears of it once every ready node that
 * could send to the task has said that it does so no more. A task nobody can call passes at once.
 */
final class DrainGate {
  private final Sessions sessions;
  private final DispatchCounters counters;
  private final DrainLedger ledger = new DrainLedger();

  DrainGate(Sessions sessions, DispatchCounters counters) {
    this.sessions = sessions;
    this.counters = counters;
  }

  void clear() {
    ledger.clear();
  }

  /**
   * This manager has just begun to lead: tasks may be on their way out, and nobody has answered.
   */
  void lead(Collection<PlacedFact> draining, NodeTopics topics, ClusterImage image, Instant now) {
    hold(draining, topics, image, now);
  }

  /** This has changed, and is going to be told to those who hear of it. */
  void settle(List<FactChange> changes, NodeTopics topics, ClusterImage image, Instant now) {
    List<PlacedFact> draining = new ArrayList<>();
    int backends = 0;
    for (FactChange change : changes) {
      PlacedFact after = change.after();
      PlacedFact either = after == null ? change.before() : after;
      if (either != null && either.fact() instanceof Backend backend) {
        backends++;
        if (change.beginsDraining() || (after == null && beginsToStop(backend, image))) {
          draining.add(either);
        } else if (after == null && !isToBeTold(backend, image)) {
          ledger.forget(backend.taskId());
        }
      }
    }
    counters.backendsChanged(backends);
    hold(draining, topics, image, now);
  }

  /**
   * Whether a task that is no backend any more runs on and is to stop, and its node waits to hear
   * so: its service is published no more, for instance.
   */
  private boolean isToBeTold(Backend was, ClusterImage image) {
    Task task = image.task(was.taskId());
    return task != null
        && task.isToStop()
        && task.status().state() == TaskState.RUNNING
        && sessions.of(task.nodeId()) != null;
  }

  /** The same, where others were told to send to it until now. */
  private boolean beginsToStop(Backend was, ClusterImage image) {
    return !was.draining() && isToBeTold(was, image);
  }

  private void hold(
      Collection<PlacedFact> draining, NodeTopics topics, ClusterImage image, Instant now) {
    Map<List<String>, List<String>> tasks = new LinkedHashMap<>();
    for (PlacedFact placed : draining) {
      if (placed.fact() instanceof Backend backend && !knowsAlready(backend)) {
        tasks.computeIfAbsent(placed.topics(), _ -> new ArrayList<>()).add(backend.taskId());
      }
    }
    tasks.forEach((of, taskIds) -> {
      List<String> mustAnswer =
          topics.hearing(of).stream().filter(nodeId -> isReady(nodeId, image)).toList();
      ledger.hold(taskIds, mustAnswer, now);
    });
  }

  private boolean knowsAlready(Backend backend) {
    Session own = sessions.of(backend.nodeId());
    return own != null && own.feed.hasToldToStop(backend.taskId());
  }

  private static boolean isReady(String nodeId, ClusterImage image) {
    Node node = image.node(nodeId);
    return node != null
        && node.status().state() == NodeState.READY
        && !image.revoked().containsKey(nodeId);
  }

  /** Whether the task of this id must not be told to stop yet. */
  boolean isHeld(String taskId) {
    return ledger.isHeld(taskId);
  }

  /** The node was told all that has changed so far. */
  void told(Session session) {
    if (!ledger.isEmpty()) {
      ledger.told(session.nodeId, session.facts.sequence());
    }
  }

  /** The node was told everything anew. */
  void sessionBegan(Session session) {
    ledger.sessionBegan(session.nodeId, session.facts.sequence());
  }

  /**
   * A node is back that was given up: its tasks were replaced meanwhile and are to stop. It may
   * still send to them, as it was told before, and so may those who have not heard yet that it was
   * given up. It hears of that once all of them send as they are told now. To be called after
   * {@link #sessionBegan}.
   *
   * @param hasNews whether more is still to be told of networks in a session
   */
  void cameBack(Session session, ClusterImage image, Predicate<Session> hasNews, Instant now) {
    List<String> called =
        image.tasksOfNode(session.nodeId).stream()
            .filter(DrainGate::isCalledButToStop)
            .map(Task::id)
            .filter(id -> !ledger.isHeld(id))
            .toList();
    if (!called.isEmpty()) {
      ledger.hold(called, List.of(session.nodeId), now);
      ledger.told(session.nodeId, session.facts.sequence());
      image.nodes().keySet().stream()
          .filter(nodeId -> !nodeId.equals(session.nodeId))
          .forEach(nodeId -> nodeChanged(nodeId, image, hasNews));
    }
  }

  private static boolean isCalledButToStop(Task task) {
    return task.status().state() == TaskState.RUNNING
        && task.isToStop()
        && task.networksAttachments().stream()
            .anyMatch(each -> !each.network().id().equals(NetworkFact.FABRIC));
  }

  /** The node sends as it was told up to there. */
  void applied(Session session, long upTo) {
    session.facts.applied(upTo);
    ledger.applied(session.nodeId, upTo);
  }

  /**
   * A node that is not ready any more is not waited for; one that has come back is.
   *
   * @param hasNews whether more is still to be told of networks in a session
   */
  void nodeChanged(String nodeId, ClusterImage image, Predicate<Session> hasNews) {
    if (ledger.isEmpty()) {
      return;
    }
    if (!isReady(nodeId, image)) {
      ledger.lost(nodeId);
    } else {
      Session session = sessions.of(nodeId);
      if (session == null || hasNews.test(session)) {
        ledger.await(nodeId, DrainLedger.NOT_TOLD);
      } else if (session.facts.behind() > 0) {
        ledger.await(nodeId, session.facts.sequence());
      }
    }
  }

  /** Tasks whose nodes may be told now. */
  List<String> release(Instant now) {
    List<String> tasks = new ArrayList<>();
    for (Release each : ledger.release(now)) {
      boolean overdue = !each.silent().isEmpty();
      counters.drained(each.tasks().size(), each.waited(), overdue);
      if (overdue) {
        sessions.effect(new DispatchEffect.DrainOverdue(each.tasks(), each.silent()));
      }
      tasks.addAll(each.tasks());
    }
    return tasks;
  }

  /** When a task has waited for long enough, if one waits. */
  Optional<Instant> wakeAt() {
    return ledger.wakeAt();
  }
}
