package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs the deciders on what a turn is about, in a fixed order: enforce constraints, replace what is
 * lost, reconcile, roll out, promote, reap, place. What does not fit the round stays dirty for the
 * next. One instance serves one term of leadership; all it remembers is soft and rebuilt by looking
 * at everything once.
 */
public final class Deciders {
  private final Agenda agenda = new Agenda();
  private final TreeSet<String> dirty = new TreeSet<>();
  private final Placer placer;

  /** Begins a term of leadership: every service must be looked at. */
  public Deciders(ClusterImage image) {
    dirty.addAll(image.services().keySet());
    dirty.addAll(image.servicesWithTasks());
    placer = new Placer(image);
  }

  /** Adds to the turn what follows from it, from the agenda, and from what was left over. */
  public void run(Turn turn) {
    dirty.addAll(agenda.takeDue(turn.at()));
    collect(turn);
    while (!dirty.isEmpty() && !turn.isFull()) {
      String serviceId = dirty.pollFirst();
      decide(turn, serviceId);
      if (turn.isFull()) {
        dirty.add(serviceId);
      }
    }
    placer.place(turn);
    turn.takeTouchedServices();
    turn.takeTouchedNodes();
  }

  /**
   * When there is something to decide although nothing happens; now, when something was left over.
   */
  public Optional<Instant> next(Instant now) {
    return dirty.isEmpty() && !placer.hasMore() ? agenda.next() : Optional.of(now);
  }

  private void collect(Turn turn) {
    for (String nodeId : turn.takeTouchedNodes()) {
      Node node = turn.node(nodeId);
      if (node != null) {
        Enforcer.enforce(turn, node);
      }
      for (Task task : turn.image().tasksOfNode(nodeId)) {
        dirty.add(task.serviceId());
      }
    }
    dirty.addAll(turn.takeTouchedServices());
  }

  private void decide(Turn turn, String serviceId) {
    Service service = turn.service(serviceId);
    if (service == null) {
      Orphans.remove(turn, serviceId);
    } else {
      switch (service.spec().workload()) {
        case Workload.Replicated(int replicas) -> keep(turn, service, replicas);
        case Workload.Global _, Workload.ReplicatedJob _, Workload.GlobalJob _ -> {
          // refused at creation in this version
        }
      }
    }
    Reaper.reap(turn, serviceId, historyLimit(turn.image()));
  }

  private void keep(Turn turn, Service service, int replicas) {
    Replacement.replaceLost(turn, service, agenda);
    ReplicaReconciler.reconcile(turn, service, replicas);
    RollOut.proceed(turn, service);
    Promotion.promote(turn, service, agenda);
  }

  private static long historyLimit(ClusterImage image) {
    ClusterState cluster = image.cluster();
    return cluster == null
        ? io.jswarm.api.model.Defaults.TASK_HISTORY_RETENTION_LIMIT
        : cluster.swarm().spec().orchestration().historyLimit();
  }
}
